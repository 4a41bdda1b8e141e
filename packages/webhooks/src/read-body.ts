import { MalformedWebhookError, WebhookTooLargeError } from './errors.js';
import type { IncomingWebhook } from './incoming.js';

/** Reads the whole body, but no more than the limit and the chunk that exceeds it. */
export async function readBody(incoming: IncomingWebhook, maxBytes: number): Promise<Uint8Array> {
  // What is announced is a hint only; what arrives is counted all the same.
  if (Number(incoming.header('content-length')) > maxBytes) {
    throw new WebhookTooLargeError(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let chunk = await next(incoming); chunk; chunk = await next(incoming)) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new WebhookTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return joined(chunks, length);
}

async function next(incoming: IncomingWebhook): Promise<Uint8Array | undefined> {
  try {
    return await incoming.nextChunk();
  } catch (cause) {
    const message = 'its body cannot be read, or was read before';
    throw new MalformedWebhookError([{ path: '', message }], { cause });
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}
