import { isObject, type Json, type JsonObject } from '../openapi/json.ts';

/** Whether a schema itself takes null, however it is written (3.0's `nullable`, a type, a member). */
export function takesNull(schema: JsonObject): boolean {
  const { type } = schema;
  if (schema.nullable === true || type === 'null') return true;
  if (Array.isArray(type) && type.includes('null')) return true;
  return unionsOf(schema).some((members) => members.some(isNullSchema));
}

/** The schema without its null, in the way of OpenAPI 3.1. */
export function withoutNull(schema: JsonObject): JsonObject {
  const { nullable: _, type, ...rest } = schema;
  const plain: JsonObject = {
    ...rest,
    ...(type === undefined ? {} : { type: typeWithoutNull(type) }),
  };
  for (const keyword of UNIONS) {
    const members = plain[keyword];
    if (!Array.isArray(members) || !members.some(isNullSchema)) continue;
    const others = members.filter((member) => !isNullSchema(member));
    const [only] = others;
    if (others.length > 1 || !isObject(only)) plain[keyword] = others;
    else {
      delete plain[keyword];
      // A union of one thing and null is that thing, with null.
      if (Object.keys(plain).every((key) => key in only || ANNOTATIONS.has(key))) {
        return { ...plain, ...only };
      }
      plain.allOf = [...(Array.isArray(plain.allOf) ? plain.allOf : []), only];
    }
  }
  if (Array.isArray(plain.enum)) plain.enum = plain.enum.filter((value) => value !== null);
  return plain;
}

const UNIONS = ['anyOf', 'oneOf'] as const;
const ANNOTATIONS: ReadonlySet<string> = new Set(['description', 'title', 'example', 'examples']);

function unionsOf(schema: JsonObject): Json[][] {
  return UNIONS.map((keyword) => schema[keyword]).filter((members) => Array.isArray(members));
}

function isNullSchema(schema: Json): boolean {
  return isObject(schema) && schema.type === 'null';
}

function typeWithoutNull(type: Json): Json {
  if (!Array.isArray(type)) return type;
  const types = type.filter((name) => name !== 'null').sort();
  return types.length === 1 ? (types[0] as Json) : types;
}
