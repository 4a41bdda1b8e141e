import {
  ConnectionError,
  checkNumber,
  checkNumbers,
  type Fetch,
  type FetchArguments,
  KaitenError,
  requestHeadOf,
  responseInfoOf,
  systemClock,
} from '@kaiten-sdk/core';
import { ATTEMPT_LIMITS, type TimeoutOptions } from './options.js';
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
  maxBytes: number,
) => Promise<Response>;

/** A `fetch` whose attempts are limited in time, including the handling of their responses. */
export function limitedFetch(
  fetch: Fetch,
  options: TimeoutOptions,
  handle: ResponseHandler,
): Fetch {
  const { clock = systemClock } = options;
  const { timeout, maxResponseBytes } = checkNumbers(options, ATTEMPT_LIMITS, 1);
  return async (...request) => {
    const [input, init] = request;
    const ms = checkNumber('timeout', init?.call?.timeout ?? timeout, 1);
    const limit = timeLimit(
      requestHeadOf(request).signal,
      ms,
      clock,
      `No complete response within ${ms} ms`,
    );
    try {
      return await limit.race(async () => {
        const response = await fetch(input, { ...init, signal: limit.signal });
        return handle(response, limit, request, maxResponseBytes);
      });
    } catch (error) {
      limit.release();
      throw limit.errorOf(error);
    }
  };
}

/**
 * Reads the body into `responseInfoOf(response)`.
 *
 * @throws ConnectionError if JSON does not parse, or if the body is empty although the headers promise
 * one. Node does not report a truncated body if it is compressed or has no `Content-Length`.
 * @throws KaitenError if it has more than `maxBytes` bytes.
 */
export async function readBody(
  response: Response,
  limit: TimeLimit,
  request: FetchArguments,
  maxBytes: number,
): Promise<Response> {
  const text = await textOf(response, maxBytes);
  const json = parsed(text, response, requestHeadOf(request).method);
  Object.assign(responseInfoOf(response), { text, json });
  limit.release();
  return response;
}

const decoder = /* @__PURE__ */ new TextDecoder();

async function textOf(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader?.();
  // Not every `fetch` has web streams.
  if (!reader) return response.text();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let left = maxBytes;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks[1] ? new Blob(chunks).text() : decoder.decode(chunks[0]);
    left -= value.byteLength;
    if (left < 0) {
      reader.cancel().catch(() => {});
      throw new KaitenError(`The response is larger than maxResponseBytes (${maxBytes})`);
    }
    chunks.push(value);
  }
}

/** Whether `Content-Type` is JSON or absent. */
export function isJson({ headers }: Response): boolean {
  return /[/+]json\b|^$/i.test(headers.get('content-type') ?? '');
}

/** Whether the headers promise a body. A chunked body that is not compressed is known to be whole. */
function promisesBody(response: Response, method: string): unknown {
  const { body, headers, status } = response;
  return (
    body &&
    status !== 204 &&
    method !== 'HEAD' &&
    headers.get('content-length') !== '0' &&
    (headers.get('content-encoding') ||
      (/json/i.test(String(headers.get('content-type'))) && !headers.get('transfer-encoding')))
  );
}

function parsed(text: string, response: Response, method: string): unknown {
  const { headers, ok } = response;
  if (text ? !isJson(response) : !promisesBody(response, method)) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The status code of an error says more than its invalid body.
    if (!ok || (text && !headers.get('content-type'))) return undefined;
    throw new ConnectionError(
      text ? `Incomplete JSON (${text.length} characters)` : 'The response body is missing',
      { cause },
    );
  }
}
