import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of what a stream brings, which is never held as a whole. */
export async function hashOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(stream, hash);
  return hash.digest('hex');
}
