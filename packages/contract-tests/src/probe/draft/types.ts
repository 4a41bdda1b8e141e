import type { Json } from '@kaiten-sdk/scripts/openapi/index.ts';
import { type TypeName, typesOf } from '../../contract/schema.ts';
import { type Draft, drafted } from './drafted.ts';
import { seenSchema, withoutEchoes } from './seen-schema.ts';

/** Lets a place have types, null among them, that it has and should not have. */
export const typeActions: Draft = ({ findings, path, schema }) => {
  const of = findings.filter(({ kind }) => kind === 'type' || kind === 'null');
  if (of.length === 0) return [];
  const more = [...new Set(of.flatMap(({ types }) => types))];
  if (schema.type !== undefined) return wider(typesOf(schema), schema.type as Json);
  if (schema.$ref !== undefined) return besides('$ref', schema.$ref);
  if (schema.allOf) return [];
  const keyword = schema.oneOf ? 'oneOf' : 'anyOf';
  return [drafted(of, path, { update: { [keyword]: more.map((type) => seenSchema([type])) } })];

  /** Lists are only ever extended by an update and texts replaced, so the old type goes first. */
  function wider(types: readonly TypeName[], old: Json) {
    const { type, ...rest } = seenSchema(more);
    const update = { ...rest, type: withoutEchoes([...types, ...more]) };
    return [
      drafted(of, `${path}.type`, { 'x-expect': old, remove: true }),
      drafted(of, path, { 'x-expect-absent': ['/type'], update }),
    ];
  }

  function besides(keyword: '$ref', old: string) {
    const anyOf = [{ [keyword]: old }, ...more.map((type) => seenSchema([type]))];
    return [
      drafted(of, `${path}['${keyword}']`, { 'x-expect': old, remove: true }),
      drafted(of, path, { 'x-expect-absent': [`/${keyword}`, '/anyOf'], update: { anyOf } }),
    ];
  }
};
