import { toPointer } from '@kaiten-sdk/scripts/lib/document/json.ts';
import { HIDDEN_NAME } from '../privacy.ts';
import { type Draft, drafted } from './drafted.ts';
import { seenSchema } from './seen-schema.ts';

/** Declares fields that the contract lacks. */
export const fieldActions: Draft = ({ findings, path }) =>
  findings.flatMap((finding) => {
    const { field, kind, of, seen, types } = finding;
    if (kind !== 'unknown-field' || field === undefined || field === HIDDEN_NAME) return [];
    const property = {
      ...seenSchema(types),
      description: `Seen ${seen} of ${of} times; what it means is not described yet.`,
    };
    const change = {
      'x-expect-absent': [toPointer(['properties', field])],
      update: { properties: { [field]: property } },
    };
    return [drafted([finding], path, change)];
  });
