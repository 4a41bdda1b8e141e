import type { Call } from '@kaiten-sdk/core';
import type { Sending } from './sending.js';

/** What travels beside a request through the wrappers. */
export function contextOf({ operationId, path, body, answer, notes, options }: Sending): Call {
  const { retry, priority, timeout, deadline } = options ?? {};
  return {
    operationId,
    pathTemplate: path,
    priority,
    timeout,
    deadline,
    maxAttempts: retry === false ? 1 : retry?.maxAttempts,
    repeatable: (retry || undefined)?.repeatable,
    // A stream can be sent only once; who repeats must not find it here.
    body: body instanceof ReadableStream ? undefined : body,
    stream: answer === 'stream' || undefined,
    takesAnswer: true,
    ...notes,
  };
}
