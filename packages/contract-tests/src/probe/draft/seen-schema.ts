import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { TypeName } from '../../contract/schema.ts';

/** A schema of what was seen, as far as types tell. */
export function seenSchema(types: readonly TypeName[]): JsonObject {
  const kept = withoutEchoes(types);
  const [only, second] = kept;
  return {
    ...(only !== undefined && { type: second === undefined ? only : [...kept] }),
    ...(kept.includes('array') && { items: {} }),
    ...(kept.includes('object') && {
      additionalProperties: true,
      'x-free-form': 'Seen as an object; its keys are not described yet.',
    }),
  };
}

/** Integers are numbers already. */
export function withoutEchoes(types: readonly TypeName[]): TypeName[] {
  const distinct = [...new Set(types)];
  return distinct.includes('number') ? distinct.filter((type) => type !== 'integer') : distinct;
}
