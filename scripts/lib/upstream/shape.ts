import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../document/json.ts';
import { serializeDocument } from '../document/write.ts';
import { operationsOf } from '../openapi/operations.ts';

export interface ShapeCounts {
  readonly operations: number;
  readonly paths: number;
  readonly schemas: number;
}

export function countShape(document: JsonObject): ShapeCounts {
  const { components, paths } = document;
  return {
    operations: operationsOf(document).length,
    paths: keyCount(paths),
    schemas: isObject(components) ? keyCount(components.schemas) : 0,
  };
}

/** The text of `upstream.json`. */
export function serializeShape(shape: JsonObject): string {
  return serializeDocument(shape, 'upstream.json');
}

/** The hash of a shape; of its value, so that line endings made by a checkout don't matter. */
export function hashShape(shape: JsonObject): string {
  return sha256(serializeShape(shape));
}

/** SHA-256 in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function keyCount(value: Json | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}
