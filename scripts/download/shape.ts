import { createHash } from 'node:crypto';
import { serializeDocument } from '../cli/write.ts';
import type { JsonObject } from '../openapi/json.ts';

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
