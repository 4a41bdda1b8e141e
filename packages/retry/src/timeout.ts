import { type Fetch, type FetchArguments, isKaitenError, requestHeadOf } from '@kaiten-sdk/core';
import { wholeAnswer } from './buffered-timeout.js';
import { type CallContext, contextOf } from './call-context.js';
import { isJson } from './is-json.js';
import { limitedAttempt } from './limited-attempt.js';
import { readableAnswer } from './readable-copy.js';
import type { TimeoutOptions } from './timeout-options.js';
import { watchedStream } from './watched-stream.js';

/**
 * A `fetch` whose attempts end in time and whose answers are whole. JSON, and what errors say, is
 * read within the attempt and noted on the answer (`answerOf`). Anything else is handed on at its
 * headers, and its body fails with a `ConnectionError` that says after how many bytes it broke.
 *
 * Its place is innermost, so that waiting for a permit takes none of its time.
 *
 * @throws RangeError for a `timeout` that is no number of at least 1.
 * @throws TimeoutError, ConnectionError and AbortError from the `fetch` that it returns.
 * @example
 * const send = retry(timeout(fetch, { timeout: 10_000 }));
 */
export function timeout(fetch: Fetch, options: TimeoutOptions = {}): Fetch {
  const attempt = limitedAttempt(fetch, options, async (response, limit, sending) => {
    const isDownload = response.ok && (sending[1]?.call?.stream ?? !isJson(response));
    if (isDownload && response.body) return watchedStream(response, limit, told(sending));
    return readableAnswer(await wholeAnswer(response, limit));
  });
  return (...sending) =>
    attempt(...sending).catch((error: unknown) => {
      throw isKaitenError(error) ? Object.assign(error, told(sending)) : error;
    });
}

function told(sending: FetchArguments): CallContext {
  return contextOf(requestHeadOf(sending), sending[1]?.call);
}
