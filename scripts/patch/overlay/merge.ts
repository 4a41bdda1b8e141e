import type { Problem } from '../../cli/problem.ts';
import {
  describeType,
  isObject,
  type Json,
  type JsonArray,
  type JsonObject,
  toPointer,
} from '../../openapi/json.ts';
import { cloneJson, setProperty } from './clone.ts';
import { kindOf } from './kind.ts';
import type { Location } from './query.ts';

/**
 * Where a value does not fit what is there: objects merge with objects, arrays are extended by
 * arrays, primitives replace primitives, and any other combination is an error.
 *
 * @param location Of the target, to name the places with.
 */
export function conflictsOf(target: Json, value: Json, location: Location): Problem[] {
  const kind = kindOf(target);
  if (kind !== kindOf(value)) return [conflict(target, value, location)];
  if (kind !== 'object') return [];
  const [existing, given] = [target as JsonObject, value as JsonObject];
  return sharedKeys(existing, given).flatMap((key) =>
    conflictsOf(existing[key] as Json, given[key] as Json, [...location, key]),
  );
}

/** Merges an object into one that it fits. Nothing of `value` is shared with the target then. */
export function mergeObject(target: JsonObject, value: JsonObject): void {
  for (const key of Object.keys(value)) {
    const given = value[key] as Json;
    const existing = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isObject(existing)) mergeObject(existing, given as JsonObject);
    else if (Array.isArray(existing)) append(existing, given);
    else setProperty(target, key, cloneJson(given));
  }
}

/** Adds the items of an array, or one value that is none, to the end of an array. */
export function append(target: JsonArray, value: Json): void {
  for (const item of Array.isArray(value) ? value : [value]) target.push(cloneJson(item));
}

function sharedKeys(one: JsonObject, other: JsonObject): string[] {
  return Object.keys(other).filter((key) => Object.hasOwn(one, key));
}

function conflict(target: Json, value: Json, location: Location): Problem {
  const place = toPointer(location) || 'the document';
  return {
    message: `${place} is ${describeType(target)}, ${describeType(value)} cannot be merged into it`,
    hint: 'To replace it, remove it in an action before this one.',
  };
}
