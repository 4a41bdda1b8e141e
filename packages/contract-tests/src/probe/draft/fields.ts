import { HIDDEN_ID, HIDDEN_NAME } from '@kaiten-sdk/scripts/evidence/index.ts';
import { toPointer } from '@kaiten-sdk/scripts/openapi/index.ts';
import { type Draft, drafted } from './drafted.ts';
import { seenSchema } from './seen-schema.ts';

/** Declares fields that the contract lacks. */
export const fieldActions: Draft = ({ findings, path }) =>
  findings.flatMap((finding) => {
    const { field, kind, of, seen, types } = finding;
    if (kind !== 'unknown-field' || field === undefined || field === HIDDEN_NAME) return [];
    const [keyword, name] =
      field === HIDDEN_ID ? ['patternProperties', '^id_[0-9]+$'] : ['properties', field];
    const property = {
      ...seenSchema(types),
      description: `Seen ${seen} of ${of} times; what it means is not described yet.`,
    };
    const change = {
      'x-expect-absent': [toPointer([keyword, name])],
      update: { [keyword]: { [name]: property } },
    };
    return [drafted([finding], path, change)];
  });
