import type { CallInit } from '@kaiten-sdk/core';
import { type Input, isRequest } from './call-context.js';

/** What `fetch` is called with. */
export type Sending = readonly [input: Input, init?: CallInit];

/**
 * Gives what to send the next time, after the call as it came was sent. Absent where the body is a
 * stream, which the first attempt uses up. To be asked for before the first attempt.
 */
export function replay(input: Input, init: CallInit | undefined): (() => Sending) | undefined {
  const kept = init?.call?.body;
  const body = kept ?? init?.body;
  if (isStream(body)) return undefined;
  if (kept) return () => rebuilt(input, init, kept);
  // Firefox has no `body` there, and is told the same as of a body.
  if (body || !isRequest(input) || input.body === null) return () => [input, init];
  let spare = input.clone();
  return () => {
    const next = spare;
    spare = next.clone();
    return [next, init];
  };
}

function isStream(body: unknown): boolean {
  return body instanceof ReadableStream || Symbol.asyncIterator in Object(body);
}

function rebuilt(input: Input, init: CallInit | undefined, body: BodyInit): Sending {
  const headers = new Headers(init?.headers ?? (input as Partial<Request>).headers);
  // It names the boundary of the body that was sent; the new body gets a new one.
  if (body instanceof FormData) headers.delete('content-type');
  const again = { ...init, headers, body };
  return isRequest(input) ? [new Request(input, again)] : [input, again];
}
