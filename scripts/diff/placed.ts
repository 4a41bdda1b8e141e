import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { resolve } from '../openapi/reference.ts';
import type { Place } from './difference.ts';

/** An object with where it stands. */
export interface Placed {
  readonly node: JsonObject;
  readonly place: Place;
}

/** What stands in a field; what it refers to stands where it is, and owns itself. */
export function placedIn(
  document: JsonObject,
  value: Json | undefined,
  place: Place,
  field: string,
  label: string,
): Placed | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.$ref !== 'string') {
    return { node: value, place: { ...place, pointer: place.pointer + toPointer([field]), label } };
  }
  const target = resolve(document, value.$ref);
  if (!target || !isObject(target.value)) return undefined;
  const { pointer } = target;
  return {
    node: target.value,
    place: { pointer, owner: pointer, label: pointer.split('/').at(-1) ?? label },
  };
}

/** The value where it is an object, else an empty one. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
