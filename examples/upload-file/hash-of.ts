import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';

/** The SHA-256 hash of a stream, as hex. */
export async function hashOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(stream, hash);
  return hash.digest('hex');
}
