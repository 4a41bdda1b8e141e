import { type ApiError, apiErrorOf, ConnectionError, responseInfoOf } from '@kaiten-sdk/core';
import type { Sending } from './sending.js';

/**
 * The answer as a value: `undefined` where it is empty.
 *
 * @throws ConnectionError when it is not JSON, as of a proxy or a log-in page.
 */
export function dataOf(
  response: Response,
  { answer, method, pathTemplate }: Sending,
  redact: (text: string) => string,
): unknown {
  if (answer === 'stream') return response;
  const notes = responseInfoOf(response);
  if (notes.json !== undefined || !notes.text) return notes.json;
  if (answer === 'any') return notes.text;
  const type = redact(response.headers.get('content-type') ?? 'text');
  throw new ConnectionError(
    `${method} ${pathTemplate} answered ${response.status} with ${type} instead of JSON`,
    notes,
  );
}

/** What to throw for an answer that is not 2xx. */
export function errorOf(response: Response, redact: (text: string) => string): ApiError {
  const notes = responseInfoOf(response);
  return apiErrorOf({
    ...notes,
    status: response.status,
    headers: new Headers(Array.from(response.headers, ([name, value]) => [name, redact(value)])),
    body: redact(notes.text ?? ''),
  });
}
