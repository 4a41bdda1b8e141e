import { type Clock, type Fetch, systemClock, TimeoutError } from '@kaiten-sdk/core';
import { contextOf, signalOf } from './call-context.js';
import { checked } from './checked.js';
import { timeLimit } from './time-limit.js';
import { watchedStream } from './watched-stream.js';
import { isDownload, wholeAnswer } from './whole-answer.js';

export interface TimeoutOptions {
  /**
   * Milliseconds that one attempt may take, from the call of this wrapper to the end of the answer;
   * of a download, to its headers. `Infinity` for no limit. `call.timeout` replaces it for one call.
   *
   * @default 30_000
   */
  readonly timeout?: number | undefined;
  /** @default systemClock */
  readonly clock?: Clock | undefined;
}

const DEFAULT_TIMEOUT = 30_000;

/**
 * A `fetch` whose attempts end in time and whose answers are whole. Text and JSON are read within
 * the attempt and noted on the answer (`answerOf`). Anything else is handed on at its headers, and
 * its body fails with a `ConnectionError` that says after how many bytes it broke.
 *
 * Its place is innermost, so that waiting for a permit takes none of its time.
 *
 * @throws RangeError for a `timeout` that is no number of at least 1.
 * @throws TimeoutError, ConnectionError and AbortError from the `fetch` that it returns.
 * @example
 * const send = retry(timeout(fetch, { timeout: 10_000 }));
 */
export function timeout(fetch: Fetch, options: TimeoutOptions = {}): Fetch {
  const usual = checked('timeout', options.timeout ?? DEFAULT_TIMEOUT, 1);
  const clock = options.clock ?? systemClock;
  return async (input, init) => {
    const call = init?.call;
    const ms = checked('timeout', call?.timeout ?? usual, 1);
    const lateError = () => new TimeoutError(`No whole answer within ${ms} ms`);
    const limit = timeLimit(signalOf(input, init), ms, clock, lateError);
    const { signal } = limit;
    try {
      signal?.throwIfAborted();
      const response = await fetch(input, { ...init, signal });
      if (isDownload(response, call)) {
        limit.stopTimer();
        return watchedStream(response, limit, contextOf(input, init));
      }
      const whole = await wholeAnswer(response, call);
      limit.release();
      return whole;
    } catch (error) {
      limit.release();
      throw Object.assign(limit.errorOf(error), contextOf(input, init));
    }
  };
}
