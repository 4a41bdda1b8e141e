import { isObject, type Json, type JsonObject } from '../openapi/json.ts';

/** Keywords with subschemas, which are compared one by one. */
export const SUBSCHEMA_KEYWORDS: ReadonlySet<string> = new Set([
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

/** Keywords that only readers use: they change documentation, not behavior. */
export const WORDING_KEYWORDS: ReadonlySet<string> = new Set([
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
export const SET_KEYWORDS: ReadonlySet<string> = new Set(['enum', 'type', 'x-at-least-one-of']);

const UNION_KEYWORDS = ['anyOf', 'oneOf'] as const;
const ANNOTATIONS: ReadonlySet<string> = new Set(['description', 'title', 'example', 'examples']);

/** Whether a schema accepts null: by `nullable` (OpenAPI 3.0), its type, or a union member. */
export function acceptsNull(schema: JsonObject): boolean {
  const { type } = schema;
  if (schema.nullable === true || type === 'null') return true;
  if (Array.isArray(type) && type.includes('null')) return true;
  return UNION_KEYWORDS.some((keyword) => {
    const members = schema[keyword];
    return Array.isArray(members) && members.some(isNullSchema);
  });
}

/** The schema without null, as OpenAPI 3.1 writes it. */
export function withoutNull(schema: JsonObject): JsonObject {
  const { nullable: _, type, ...rest } = schema;
  const plain: JsonObject = {
    ...rest,
    ...(type === undefined ? {} : { type: typeWithoutNull(type) }),
  };
  for (const keyword of UNION_KEYWORDS) {
    const members = plain[keyword];
    if (!Array.isArray(members) || !members.some(isNullSchema)) continue;
    const others = members.filter((member) => !isNullSchema(member));
    const [only] = others;
    if (others.length > 1 || !isObject(only)) plain[keyword] = others;
    else {
      delete plain[keyword];
      // A union of one schema and null is that schema, nullable.
      if (Object.keys(plain).every((key) => key in only || ANNOTATIONS.has(key))) {
        return { ...plain, ...only };
      }
      plain.allOf = [...(Array.isArray(plain.allOf) ? plain.allOf : []), only];
    }
  }
  if (Array.isArray(plain.enum)) plain.enum = plain.enum.filter((value) => value !== null);
  return plain;
}

function isNullSchema(schema: Json): boolean {
  return isObject(schema) && schema.type === 'null';
}

function typeWithoutNull(type: Json): Json {
  if (!Array.isArray(type)) return type;
  const types = type.filter((name) => name !== 'null').sort();
  return types.length === 1 ? (types[0] as Json) : types;
}
