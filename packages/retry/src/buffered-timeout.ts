import { ConnectionError, type Fetch, responseInfoOf } from '@kaiten-sdk/core';
import { isJson } from './is-json.js';
import { limitedAttempt } from './limited-attempt.js';
import type { TimeLimit } from './time-limit.js';
import type { TimeoutOptions } from './timeout-options.js';

/**
 * As `timeout`, for who takes answers from their notes (`responseInfoOf`): every answer is read within its
 * attempt, whatever it is, and the body of the response itself is used up. That spares a copy of it.
 *
 * @throws as `timeout`.
 */
export function bufferedTimeout(fetch: Fetch, options: TimeoutOptions = {}): Fetch {
  return limitedAttempt(fetch, options, wholeAnswer);
}

/**
 * Reads the body and notes what is in it.
 *
 * @throws ConnectionError for JSON that does not parse: Node ends a body that was cut short without
 * an error where there is no Content-Length, and compressed ones always.
 */
export async function wholeAnswer(response: Response, limit: TimeLimit): Promise<Response> {
  const text = await response.text();
  Object.assign(responseInfoOf(response), { text, json: parsed(text, response) });
  limit.release();
  return response;
}

function parsed(text: string, response: Response): unknown {
  if (!text || !isJson(response)) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    // A status that refuses says more than a body that is not what it claims to be.
    if (!response.ok || !response.headers.get('content-type')) return undefined;
    const message = `No whole JSON in ${text.length} characters`;
    throw new ConnectionError(message, { cause });
  }
}
