import { type Json, type JsonObject, parsePointer } from '@kaiten-sdk/scripts/openapi/index.ts';
import { valueAtPath, withValueAt } from '../../src/contract/contract.ts';
import type { LayerName, LayerResult } from '../../src/layers/offline-layers.ts';

/** A copy of a document with another value at a place; what is there must be there. */
export function changed(
  document: JsonObject,
  pointer: string,
  change: (value: Json) => Json,
): JsonObject {
  const path = parsePointer(pointer);
  const value = valueAtPath(document, path);
  if (value === undefined) throw new Error(`${pointer} leads nowhere`);
  const steps = path.map((key, index) =>
    Array.isArray(valueAtPath(document, path.slice(0, index))) ? Number(key) : key,
  );
  return withValueAt(document, steps, change(value as Json)) as JsonObject;
}

/** A copy with these keys set in the object at a place. */
export function extended(document: JsonObject, pointer: string, more: JsonObject): JsonObject {
  return changed(document, pointer, (value) => ({ ...(value as JsonObject), ...more }));
}

/** A copy without a key of the object at a place. */
export function without(document: JsonObject, pointer: string, key: string): JsonObject {
  return changed(document, pointer, (value) => {
    const { [key]: gone, ...rest } = value as JsonObject;
    if (gone === undefined) throw new Error(`${pointer} has no ${key}`);
    return rest;
  });
}

/** A copy with one more item in the list at a place. */
export function appended(document: JsonObject, pointer: string, item: Json): JsonObject {
  return changed(document, pointer, (value) => [...(value as Json[]), item]);
}

/** A copy without an item of the list at a place. */
export function withoutItem(document: JsonObject, pointer: string, item: Json): JsonObject {
  return changed(document, pointer, (value) => (value as Json[]).filter((one) => one !== item));
}

/** One thing that is broken, and the layer that has to see it. */
export interface Mutation {
  readonly what: string;
  readonly layer: LayerName;
  readonly run: () => Promise<LayerResult>;
  /** What the layer says of it. */
  readonly reported: string;
}
