import {
  ConnectionError,
  type Fetch,
  type FetchArguments,
  isConnectionError,
  isKaitenError,
  requestHeadOf,
  responseInfoOf,
} from '@kaiten-sdk/core';
import { isJson, limitedFetch, readBody } from './buffered-timeout.js';
import { type CallIdentity, identityOf } from './hooks.js';
import type { TimeoutOptions } from './options.js';
import type { TimeLimit } from './time-limit.js';

/**
 * Wraps `fetch` so that every attempt has a time limit and an incomplete response is an error. JSON
 * and the bodies of error responses are read within the attempt; `responseInfoOf(response)` has their
 * `text` and `json`. Any other response is a download: it is returned after its headers, and if its
 * body breaks off, reading it throws a `ConnectionError` with the number of bytes received.
 *
 * Place it inside a rate limiter, so that the time limit does not include the wait for a permit.
 *
 * @throws RangeError if `timeout` is not a number of at least 1.
 * @throws TimeoutError, ConnectionError and AbortError from the returned `fetch`.
 * @example
 * const fetchWithRetry = retry(timeout(fetch, { timeout: 10_000 }));
 */
export function timeout(fetch: Fetch, options: TimeoutOptions = {}): Fetch {
  const send = limitedFetch(fetch, options, async (response, limit, request, maxBytes) => {
    const isDownload = response.ok && (request[1]?.call?.stream ?? !isJson(response));
    if (isDownload && response.body) return watchedDownload(response, limit, identity(request));
    await readBody(response, limit, request, maxBytes);
    // As bytes: a text would add a content type.
    const bytes = new TextEncoder().encode(responseInfoOf(response).text);
    return response.body ? copyOf(response, bytes.length ? bytes : null) : response;
  });
  return (...request) =>
    send(...request).catch((error: unknown) => {
      throw isKaitenError(error) ? Object.assign(error, identity(request)) : error;
    });
}

function identity(request: FetchArguments): CallIdentity {
  return identityOf(requestHeadOf(request), request[1]?.call);
}

/**
 * The response with a body that reports where it broke off. It has no time limit, but the caller's
 * signal ends it.
 */
function watchedDownload(response: Response, limit: TimeLimit, call: CallIdentity): Response {
  limit.stopTimer();
  // A Node stream, as of node-fetch, reports itself that it broke off.
  if (!response.body?.getReader) return response;
  const reader = response.body.getReader();
  let bytes = 0;
  let onEnd: (() => void) | undefined;
  const release = (): void => {
    limit.release();
    onEnd?.();
  };
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          bytes += value.byteLength;
          return controller.enqueue(value);
        }
        controller.close();
      } catch (cause) {
        // A time limit, of ours or of Node's own `fetch`, says more than that it broke off.
        const reason = limit.errorOf(cause);
        const message = `The response broke off after ${bytes} bytes`;
        const error = isConnectionError(reason) ? new ConnectionError(message, { cause }) : reason;
        controller.error(Object.assign(error, call));
      }
      release();
    },
    cancel(reason) {
      release();
      return reader.cancel(reason);
    },
  };
  const download = copyOf(response, new ReadableStream(source, { highWaterMark: 0 }));
  responseInfoOf(download).onEnd = (callback) => {
    onEnd = callback;
  };
  return download;
}

/** The response with another body, and with everything else the same. */
function copyOf(
  response: Response,
  body: Uint8Array<ArrayBuffer> | ReadableStream | null,
): Response {
  const { headers, redirected, status, statusText, url } = response;
  const copy = new Response(body, { headers, status, statusText });
  // The constructor sets neither, and has no option for them.
  Object.defineProperties(copy, { redirected: { value: redirected }, url: { value: url } });
  Object.assign(responseInfoOf(copy), responseInfoOf(response));
  return copy;
}
