/** Keywords of a schema that hold further schemas, compared one by one rather than as a whole. */
export const CONTAINERS: ReadonlySet<string> = new Set([
  'properties',
  'required',
  'items',
  'prefixItems',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'additionalProperties',
  'patternProperties',
  '$defs',
  'definitions',
]);

/** Keywords for readers only: a change of them is a change of words. */
export const WORDING: ReadonlySet<string> = new Set([
  'title',
  'summary',
  'description',
  'example',
  'examples',
  'externalDocs',
  '$comment',
  'x-enum-descriptions',
  'x-free-form',
  'x-source',
]);

/** Keywords whose lists have no order. */
export const SETS: ReadonlySet<string> = new Set(['enum', 'type', 'x-at-least-one-of']);
