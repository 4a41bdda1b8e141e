import type { CallInit } from '@kaiten-sdk/core';
import { type Input, isRequest } from './call-context.js';

/** What `fetch` is called with. */
export type Sending = readonly [input: Input, init: CallInit | undefined];

/**
 * Gives what to send the next time, after the call as it came was sent. Absent where the body is a
 * stream, which the first attempt uses up. To be asked for before the first attempt.
 */
export function replay(input: Input, init: CallInit | undefined): (() => Sending) | undefined {
  const kept = init?.call?.body;
  const body = kept ?? init?.body;
  if (isStream(body)) return undefined;
  if (kept != null) return () => rebuilt(input, init, kept);
  return body == null && isRequest(input) && input.body !== null
    ? clonesOf(input, init)
    : () => [input, init];
}

function isStream(body: unknown): boolean {
  return body instanceof ReadableStream || Symbol.asyncIterator in Object(body);
}

function rebuilt(input: Input, init: CallInit | undefined, body: BodyInit): Sending {
  const isWhole = isRequest(input);
  const headers = new Headers(init?.headers ?? (isWhole ? input.headers : undefined));
  // It names the boundary of the body that was sent; the new body gets a new one.
  if (body instanceof FormData) headers.delete('content-type');
  const again = { ...init, headers, body };
  if (!isWhole) return [input, again];
  const { call, signal } = again;
  return [new Request(input, { ...again, signal: null }), { call, ...(signal && { signal }) }];
}

function clonesOf(request: Request, init: CallInit | undefined): () => Sending {
  let spare = request.clone();
  return () => {
    const next = spare;
    spare = next.clone();
    return [next, init];
  };
}
