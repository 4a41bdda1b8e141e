import {
  type Attempt,
  checkNumber,
  discard,
  type Fetch,
  type FetchArguments,
  isRequest,
  type KaitenError,
  notify,
  requestHeadOf,
  responseInfoOf,
  withoutQuery,
} from '@kaiten-sdk/core';
import { identityOf, type RetryEvent } from './hooks.js';
import { isNetworkError } from './network-errors.js';
import { type RetryOptions, type RetrySettings, retrySettings } from './options.js';
import { isRepeatable, isTransient, nextDelay } from './retry-policy.js';
import { timeLimit } from './time-limit.js';

/**
 * Wraps `fetch` so that failed requests are retried if that is safe: GET, HEAD and OPTIONS after
 * network errors, timeouts, 408, 425, 429 and 5xx except 501 and 505; all other methods after 429 and
 * after failures to connect, unless `repeatable` says otherwise. Returns the last response, whatever
 * its status code; `responseInfoOf(response)` has all `attempts`.
 *
 * @throws RangeError if an option is out of range.
 * @throws ConnectionError, TimeoutError and AbortError from the returned `fetch`, with all attempts.
 * Other errors of the SDK are rethrown.
 * @example
 * const fetchWithRetry = retry(timeout(fetch), { maxAttempts: 3 });
 */
export function retry(fetch: Fetch, options: RetryOptions = {}): Fetch {
  const settings = retrySettings(options);
  return (...request) => sendWithRetry(fetch, request, settings);
}

async function sendWithRetry(
  fetch: Fetch,
  request: FetchArguments,
  settings: RetrySettings,
): Promise<Response> {
  const { clock, onAttempt, onRetry } = settings;
  const meta = request[1]?.call;
  const maxAttempts = checkNumber('maxAttempts', meta?.maxAttempts ?? settings.maxAttempts, 1);
  const deadline = checkNumber('deadline', meta?.deadline ?? settings.deadline, 1);
  const repeatable = meta?.repeatable ?? settings.repeatable;
  const nextRequest =
    maxAttempts > 1 && repeatable !== false ? repeatedRequest(request) : undefined;
  const head = requestHeadOf(request);
  const identity = identityOf(head, meta);
  const end = clock.monotonic() + deadline;
  const late = `No complete response within the deadline of ${deadline} ms`;
  const limit = timeLimit(head.signal, deadline, clock, late);
  const { signal } = limit;
  const attempts: Attempt[] = [];

  try {
    let [input, init] = request;
    for (let number = 1; ; number += 1) {
      if (signal.aborted) throw failed(limit.errorOf());
      const start = clock.monotonic();
      let response: Response | undefined;
      let error: KaitenError | undefined;
      try {
        const attempt = { ...init, signal, call: { ...meta, attempt: number } };
        response = await limit.race(() => fetch(input, attempt));
      } catch (thrown) {
        // An invalid option of this call. No platform reports network errors this way.
        if (thrown instanceof RangeError) throw thrown;
        error = limit.errorOf(thrown);
      }
      const next = afterAttempt(number, response, error);
      record({
        attempt: number,
        duration: clock.monotonic() - start,
        ...(response ? { status: response.status } : { error }),
        ...(typeof next === 'number' && { delay: next }),
      });
      if (typeof next !== 'number') {
        if (response) return finished(response, next);
        throw failed(error as KaitenError, next);
      }
      [input, init] = (nextRequest as () => FetchArguments)();
      if (response) discard(response);
      // If a rate limiter paused, it delays the next attempt itself.
      if (!response || !responseInfoOf(response).pause) await limit.sleep(next);
    }
  } catch (error) {
    limit.release();
    throw error;
  }

  /**
   * Milliseconds until the next attempt, or the reason why there is none. `undefined` if the call
   * would not have been retried anyway.
   */
  function afterAttempt(
    number: number,
    response: Response | undefined,
    error: KaitenError | undefined,
  ): number | string | undefined {
    if (response && !isTransient(response.status)) {
      settings.budget.refill();
      return undefined;
    }
    if (number >= maxAttempts || signal.aborted) return undefined;
    if (!isRepeatable(identity.method, repeatable, response, error)) return undefined;
    if (!nextRequest) return 'a stream can be sent only once';
    return nextDelay(number, response, end - clock.monotonic(), settings);
  }

  function record(attempt: Attempt): void {
    attempts.push(attempt);
    if (!onAttempt && !onRetry) return;
    const event = { url: withoutQuery(head.url), ...identity, ...attempt };
    notify(onAttempt, event);
    if (attempt.delay !== undefined) notify(onRetry, event as RetryEvent);
  }

  function finished(response: Response, notRetried: string | undefined): Response {
    const info = Object.assign(responseInfoOf(response), identity, { attempts, notRetried });
    if (info.text !== undefined || !response.body) limit.release();
    else {
      // The deadline does not apply to a download, but the caller's signal does.
      limit.stopTimer();
      info.onEnd?.(limit.release);
    }
    return response;
  }

  function failed(error: KaitenError, notRetried?: string): KaitenError {
    if (signal.aborted || !isNetworkError(error)) {
      return Object.assign(error, identity, { attempts });
    }
    const { method, pathTemplate = withoutQuery(head.url) } = identity;
    const Kind = error.constructor as typeof KaitenError;
    return new Kind(`${method} ${pathTemplate}: ${error.message}`, {
      ...identity,
      attempts,
      notRetried,
      cause: error.cause,
    });
  }
}

/**
 * Returns a function that creates the request of the next attempt, or `undefined` if the body is a
 * stream, which can be read only once. Must be called before the first attempt, which uses the
 * original request.
 */
function repeatedRequest(request: FetchArguments): (() => FetchArguments) | undefined {
  const [input, init] = request;
  const body = init?.body;
  // Not every platform has a `ReadableStream`, and not every one can be iterated.
  if ('getReader' in Object(body) || Symbol.asyncIterator in Object(body)) return undefined;
  // Firefox has no `Request.body`; there, every `Request` is cloned.
  if (body || !isRequest(input) || input.body === null) return () => request;
  let spare = input.clone();
  return () => {
    const next = spare;
    spare = next.clone();
    return [next, init];
  };
}
