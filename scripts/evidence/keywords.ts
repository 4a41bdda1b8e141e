import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { resolve } from '../openapi/reference.ts';
import { reach } from '../openapi/walk.ts';
import type { SentBody } from './bodies.ts';
import { isCheckablePattern } from './schema-cases.ts';

/** How a keyword of a response schema is compared with recordings. */
type KeywordTreatment =
  /** Recordings can contradict it, and `recordedFindings` reads it. */
  | 'checked'
  /** It rejects no value, or only values of which recordings show the kind alone. */
  | 'ignored'
  /** Recordings could contradict it, but nothing reads it: it must not be used. */
  | 'refused'
  /** Checked or ignored if it has this form, else refused. */
  | ((value: Json, contract: JsonObject) => boolean);

/** Every keyword of JSON Schema 2020-12 and OpenAPI 3.1; unknown keywords are refused. */
export const KEYWORD_TREATMENTS: Readonly<Record<string, KeywordTreatment>> = {
  type: 'checked',
  // Their kinds are compared; recordings have no values.
  enum: 'checked',
  const: 'checked',
  properties: 'checked',
  patternProperties: (value) => Object.keys(value ?? {}).every(isCheckablePattern),
  additionalProperties: 'checked',
  required: 'checked',
  items: 'checked',
  minItems: 'checked',
  maxItems: 'checked',
  allOf: 'checked',
  anyOf: 'checked',
  // Like anyOf: whether a value satisfies a second member is not recorded.
  oneOf: 'checked',
  not: (value, contract) => isExclusionOfValues(value, contract),
  $ref: (value, contract) => resolve(contract, String(value)) !== undefined,
  discriminator: 'checked',
  deprecated: 'checked',

  title: 'ignored',
  description: 'ignored',
  default: 'ignored',
  example: 'ignored',
  examples: 'ignored',
  format: 'ignored',
  readOnly: 'ignored',
  writeOnly: (value) => value === false,
  contentEncoding: 'ignored',
  contentMediaType: 'ignored',
  contentSchema: 'ignored',
  $comment: 'ignored',
  $defs: 'ignored',
  xml: 'ignored',
  externalDocs: 'ignored',
  unevaluatedItems: (value) => value === true,
  unevaluatedProperties: (value) => value === true,

  minimum: 'refused',
  maximum: 'refused',
  exclusiveMinimum: 'refused',
  exclusiveMaximum: 'refused',
  multipleOf: 'refused',
  minLength: 'refused',
  maxLength: 'refused',
  pattern: 'refused',
  uniqueItems: 'refused',
  prefixItems: 'refused',
  contains: 'refused',
  minContains: 'refused',
  maxContains: 'refused',
  minProperties: 'refused',
  maxProperties: 'refused',
  propertyNames: 'refused',
  dependentRequired: 'refused',
  dependentSchemas: 'refused',
  if: 'refused',
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword; this object is not awaited.
  then: 'refused',
  else: 'refused',
  $id: 'refused',
  $schema: 'refused',
  $anchor: 'refused',
  $dynamicRef: 'refused',
  $dynamicAnchor: 'refused',
  $vocabulary: 'refused',
};

/** A keyword that recordings cannot be compared with, and the operation that sends it. */
export interface UncheckedKeyword {
  readonly keyword: string;
  readonly pointer: string;
  readonly operationId: string;
}

/** The keywords in the schemas of sent bodies that would have no effect on the comparison. */
export function uncheckedKeywords(
  contract: JsonObject,
  bodies: readonly SentBody[],
): UncheckedKeyword[] {
  const seen = new Set<string>();
  return bodies.flatMap(({ operationId, schemas }) => {
    const roots = schemas.map(
      ({ pointer, schema }): DocumentNode => ({ kind: 'schema', node: schema, pointer }),
    );
    return [...reach(contract, roots)].flatMap(({ kind, node, pointer }) => {
      if (kind !== 'schema' || seen.has(pointer)) return [];
      seen.add(pointer);
      return Object.entries(node)
        .filter(([keyword, value]) => !isCompared(keyword, value, contract))
        .map(([keyword]) => ({ keyword, pointer: pointer + toPointer([keyword]), operationId }));
    });
  });
}

function isCompared(keyword: string, value: Json, contract: JsonObject): boolean {
  if (keyword.startsWith('x-')) return true;
  if (!Object.hasOwn(KEYWORD_TREATMENTS, keyword)) return false;
  const treatment = KEYWORD_TREATMENTS[keyword];
  return typeof treatment === 'function' ? treatment(value, contract) : treatment !== 'refused';
}

/** `not` may exclude listed values, or every value. */
function isExclusionOfValues(value: Json, contract: JsonObject): boolean {
  if (!isObject(value)) return typeof value === 'boolean';
  const { $ref, ...beside } = value;
  const schema = typeof $ref === 'string' ? resolve(contract, $ref)?.value : value;
  if (!isObject(schema) || (typeof $ref === 'string' && Object.keys(beside).length > 0)) {
    return false;
  }
  const hasValues = Array.isArray(schema.enum) || schema.const !== undefined;
  const others = Object.keys(schema).filter(
    (keyword) =>
      !['type', 'enum', 'const'].includes(keyword) &&
      !keyword.startsWith('x-') &&
      KEYWORD_TREATMENTS[keyword] !== 'ignored',
  );
  return others.length === 0 && (hasValues || Object.keys(schema).length === 0);
}
