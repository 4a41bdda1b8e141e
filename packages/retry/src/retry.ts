import type { Fetch } from '@kaiten-sdk/core';
import { repeatedCall } from './repeated-call.js';
import { type RetryOptions, retrySettings } from './retry-options.js';

/**
 * A `fetch` that repeats what may be repeated: GET, HEAD and OPTIONS after network errors,
 * time-outs, 408, 425, 429 and 5xx except 501 and 505; everything else after 429 and after failures
 * to connect, or when the caller says so. It returns the last answer, whatever its status, with its
 * attempts noted (`answerOf`).
 *
 * @throws RangeError for an option that makes no sense.
 * @throws ConnectionError, TimeoutError and AbortError, with their attempts, from the `fetch` that it
 * returns. Other errors of the SDK are passed on.
 * @example
 * const send = retry(timeout(fetch), { maxAttempts: 3 });
 */
export function retry(fetch: Fetch, options: RetryOptions = {}): Fetch {
  const settings = retrySettings(options);
  return (...call) => repeatedCall(fetch, call, settings);
}
