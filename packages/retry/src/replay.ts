import { type FetchArguments, isRequest } from '@kaiten-sdk/core';

/**
 * Gives what to send the next time, after the call as it came was sent. Absent where the body is a
 * stream, which the first attempt uses up. To be asked for before the first attempt.
 */
export function replay(call: FetchArguments): (() => FetchArguments) | undefined {
  const [input, init] = call;
  const body = init?.body;
  if (body instanceof ReadableStream || Symbol.asyncIterator in Object(body)) return undefined;
  // Firefox has no `body` there, and is told the same as of a body.
  if (body || !isRequest(input) || input.body === null) return () => call;
  let spare = input.clone();
  return () => {
    const next = spare;
    spare = next.clone();
    return [next, init];
  };
}
