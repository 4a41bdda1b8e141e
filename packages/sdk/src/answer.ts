import { type ApiError, answerOf, apiErrorOf, ConnectionError } from '@kaiten-sdk/core';
import type { Sending } from './sending.js';

/**
 * The answer as a value: `undefined` where it is empty.
 *
 * @throws ConnectionError when it is not JSON, as of a proxy or a log-in page.
 */
export function dataOf(
  response: Response,
  sending: Sending,
  redact: (text: string) => string,
): unknown {
  const { answer, method, pathTemplate, operationId } = sending;
  if (answer === 'stream') return response;
  const { text, json, attempts } = answerOf(response);
  if (json !== undefined || !text) return json;
  if (answer === 'any') return text;
  const type = redact(response.headers.get('content-type') ?? 'text');
  throw new ConnectionError(
    `${method} ${pathTemplate} answered ${response.status} with ${type} instead of JSON`,
    { operationId, method, pathTemplate, attempts },
  );
}

/** What to throw for an answer that is not 2xx. */
export function errorOf(
  response: Response,
  { method, pathTemplate, operationId }: Sending,
  redact = (text: string) => text,
): ApiError {
  const { text = '', attempts, notRepeated } = answerOf(response);
  const headers = new Headers([...response.headers].map(([name, value]) => [name, redact(value)]));
  const { status } = response;
  return apiErrorOf({
    status,
    headers,
    body: redact(text),
    operationId,
    method,
    pathTemplate,
    attempts,
    notRepeated,
  });
}
