import type { JsonObject } from '../openapi/json.ts';

/** Keywords that describe the value as a whole and stay outside when its types are taken apart. */
const ANNOTATIONS = ['title', 'description', 'deprecated', 'readOnly', 'writeOnly', 'default'];

/**
 * Rewrites `type: [object, "null"]` as an `anyOf`, in place: @hey-api/openapi-ts drops extensions,
 * including the direction, if `type` is a list. Lists of primitive types are not changed.
 */
export function asUnion(schema: JsonObject): void {
  const { type } = schema;
  if (!Array.isArray(type) || type.length < 2) return;
  if (!type.includes('object') && !schema.enum) return;
  const entries = Object.entries(schema).filter(([key]) => !ANNOTATIONS.includes(key));
  for (const [key] of entries) delete schema[key];
  schema.anyOf = type.map((one) =>
    one === 'null' ? { type: one } : { ...Object.fromEntries(entries), type: one },
  );
}
