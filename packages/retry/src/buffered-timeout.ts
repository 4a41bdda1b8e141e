import {
  ConnectionError,
  checkNumber,
  type Fetch,
  type FetchArguments,
  requestHeadOf,
  responseInfoOf,
} from '@kaiten-sdk/core';
import { DEFAULTS, type TimeoutOptions } from './options.js';
import { type TimeLimit, timeLimit } from './time-limit.js';

/**
 * Like `timeout`, for clients that take the body of every response from `responseInfoOf(response)`:
 * reads every body within the attempt, whatever its type, and leaves the body of the `Response` itself
 * used. That saves a copy.
 *
 * @throws Like `timeout`.
 */
export function bufferedTimeout(fetch: Fetch, options: TimeoutOptions = {}): Fetch {
  return limitedFetch(fetch, options, readBody);
}

/** Handles a response after its headers. Releases the limit when it no longer applies. */
type ResponseHandler = (
  response: Response,
  limit: TimeLimit,
  request: FetchArguments,
) => Promise<Response>;

/** A `fetch` whose attempts are limited in time, including the handling of their responses. */
export function limitedFetch(
  fetch: Fetch,
  options: TimeoutOptions,
  handle: ResponseHandler,
): Fetch {
  const timeout = checkNumber('timeout', options.timeout ?? DEFAULTS.timeout, 1);
  const clock = options.clock ?? DEFAULTS.clock;
  return async (...request) => {
    const [input, init] = request;
    const ms = checkNumber('timeout', init?.call?.timeout ?? timeout, 1);
    const { signal } = requestHeadOf(request);
    const limit = timeLimit(signal, ms, clock, `No complete response within ${ms} ms`);
    try {
      return await handle(await fetch(input, { ...init, signal: limit.signal }), limit, request);
    } catch (error) {
      limit.release();
      throw limit.errorOf(error);
    }
  };
}

/**
 * Reads the body into `responseInfoOf(response)`.
 *
 * @throws ConnectionError if JSON does not parse. Node does not report a truncated body if it is
 * compressed or has no `Content-Length`.
 */
export async function readBody(response: Response, limit: TimeLimit): Promise<Response> {
  const text = await response.text();
  Object.assign(responseInfoOf(response), { text, json: parsed(text, response) });
  limit.release();
  return response;
}

/** Whether `Content-Type` is JSON or absent. */
export function isJson({ headers }: Response): boolean {
  return /[/+]json\b|^$/i.test(headers.get('content-type') ?? '');
}

function parsed(text: string, response: Response): unknown {
  if (!text || !isJson(response)) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The status code of an error says more than its invalid body.
    if (!response.ok || !response.headers.get('content-type')) return undefined;
    throw new ConnectionError(`Incomplete JSON (${text.length} characters)`, { cause });
  }
}
