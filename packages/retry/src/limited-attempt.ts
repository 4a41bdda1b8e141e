import {
  checkNumber,
  type Fetch,
  type FetchArguments,
  requestHeadOf,
  systemClock,
} from '@kaiten-sdk/core';
import { type TimeLimit, timeLimit } from './time-limit.js';
import type { TimeoutOptions } from './timeout-options.js';

const DEFAULT_TIMEOUT = 30_000;

/** What an answer is made of at its headers. It releases the limit when that no longer matters. */
type Take = (response: Response, limit: TimeLimit, sending: FetchArguments) => Promise<Response>;

/** A `fetch` whose attempts end in time, whatever becomes of their answers. */
export function limitedAttempt(fetch: Fetch, options: TimeoutOptions, take: Take): Fetch {
  const usual = checkNumber('timeout', options.timeout ?? DEFAULT_TIMEOUT, 1);
  const clock = options.clock ?? systemClock;
  return async (...sending) => {
    const [input, init] = sending;
    const ms = checkNumber('timeout', init?.call?.timeout ?? usual, 1);
    const limit = timeLimit(
      requestHeadOf(sending).signal,
      ms,
      clock,
      `No whole answer within ${ms} ms`,
    );
    try {
      return await take(await fetch(input, { ...init, signal: limit.signal }), limit, sending);
    } catch (error) {
      limit.release();
      throw limit.errorOf(error);
    }
  };
}
