import { type ApiError, answerOf, apiErrorOf, ConnectionError } from '@kaiten-sdk/core';
import type { Sending } from './sending.js';

/**
 * The answer as a value: `undefined` where it is empty.
 *
 * @throws ConnectionError when it is not JSON, as of a proxy or a log-in page.
 */
export async function dataOf(response: Response, sending: Sending): Promise<unknown> {
  if (sending.answer === 'stream') return response;
  const answer = answerOf(response);
  const text = answer.text ?? (await response.text());
  if (!text) return undefined;
  if (answer.json !== undefined) return answer.json;
  const type = response.headers.get('content-type');
  if (type === null || type.includes('json')) {
    try {
      return JSON.parse(text);
    } catch (cause) {
      if (sending.answer === 'json') throw notJson(response, sending, 'a body that is no', cause);
    }
  }
  if (sending.answer === 'json') throw notJson(response, sending, `${type} instead of`);
  return text;
}

function notJson(
  response: Response,
  { method, path, operationId }: Sending,
  what: string,
  cause?: unknown,
): ConnectionError {
  return new ConnectionError(`${method} ${path} answered ${response.status} with ${what} JSON`, {
    operationId,
    method,
    pathTemplate: path,
    attempts: answerOf(response).attempts,
    ...(cause !== undefined && { cause }),
  });
}

/** What to throw for an answer that is not 2xx. */
export async function errorOf(
  response: Response,
  { method, path, operationId }: Pick<Sending, 'method' | 'path' | 'operationId'>,
  redact = (text: string) => text,
): Promise<ApiError> {
  const { text, attempts } = answerOf(response);
  const body = text ?? (await response.text().catch(() => ''));
  return apiErrorOf({
    status: response.status,
    headers: new Headers([...response.headers].map(([name, value]) => [name, redact(value)])),
    body: redact(body),
    operationId,
    method,
    pathTemplate: path,
    attempts,
  });
}
