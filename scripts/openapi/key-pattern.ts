import { isObject, type Json, type JsonObject } from './json.ts';

/** A schema of `patternProperties`, with what its keys look like. */
export interface PatternProperty {
  readonly pattern: string;
  /** What comes before the number in keys such as `id_17`; absent if keys have another form. */
  readonly prefix: string | undefined;
  readonly schema: JsonObject;
}

/**
 * The entries of `patternProperties`. Patterns such as `^id_[0-9]+$` become the TypeScript key
 * `id_${number}`; keys of any other pattern are `string`.
 */
export function patternProperties(schema: object): PatternProperty[] {
  const patterns: Json | undefined = Reflect.get(schema, 'patternProperties');
  return Object.entries(isObject(patterns) ? patterns : {}).flatMap(([pattern, value]) =>
    isObject(value) ? [{ pattern, prefix: prefixOf(pattern), schema: value }] : [],
  );
}

function prefixOf(pattern: string): string | undefined {
  return /^\^(\w+)(?:\[0-9\]|\\d)\+\$$/.exec(pattern)?.[1];
}
