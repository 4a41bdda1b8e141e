import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';

/**
 * A copy that shares nothing with the original, and no part of which is shared: where YAML aliases
 * one value in two places, `structuredClone` would keep them one, and a change to one place would
 * show in the other.
 */
export function cloneJson(value: Json): Json {
  if (Array.isArray(value)) return value.map(cloneJson);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setProperty(copy, key, cloneJson(value[key] as Json));
  return copy;
}

/** Assigning to `__proto__` would change the object's prototype instead of adding a property. */
export function setProperty(object: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { ...PLAIN_PROPERTY, value });
}

const PLAIN_PROPERTY = { configurable: true, enumerable: true, writable: true };
