import { type Clock, checkNumbers, systemClock } from '@kaiten-sdk/core';
import type { RetryHooks } from './hooks.js';
import { retryBudget } from './retry-policy.js';

export interface RetryOptions extends RetryHooks {
  /**
   * Maximum number of attempts, including the first; 1 disables retries. `call.maxAttempts` overrides
   * it for one call.
   *
   * @default 5
   */
  readonly maxAttempts?: number | undefined;
  /**
   * Upper bound of the first delay in milliseconds. It doubles with every attempt; the delay is a
   * random number between 0 and the bound.
   *
   * @default 300
   */
  readonly baseDelay?: number | undefined;
  /**
   * Maximum delay between two attempts in milliseconds. If the server asks for a longer one, its
   * response is returned at once, without a retry.
   *
   * @default 60_000
   */
  readonly maxDelay?: number | undefined;
  /**
   * Time limit of a call in milliseconds, including all attempts, delays and waits in the queue of a
   * rate limiter, to the end of the response, or to the headers of a download. `Infinity` for no
   * limit. `call.deadline` overrides it for one call.
   *
   * @default 2_400_000, which is 40 minutes: the last of 10,000 calls that wait at 5 per second, and
   * its five attempts
   */
  readonly deadline?: number | undefined;
  /**
   * Number of retries after network errors and 5xx that all calls share, so that an outage does not
   * multiply the load. Every successful attempt adds a fifth of a retry, up to this number. `Infinity`
   * for no limit.
   *
   * @default 50
   */
  readonly budget?: number | undefined;
  /**
   * Whether requests can safely be sent more than once, whatever their method; `false` disables
   * retries. `call.repeatable` overrides it for one call.
   *
   * @default true for GET, HEAD and OPTIONS
   */
  readonly repeatable?: boolean | undefined;
  /** Random numbers from 0 to 1 for the delays. @default Math.random */
  readonly random?: (() => number) | undefined;
  /** The source of time, for tests. @default systemClock */
  readonly clock?: Clock | undefined;
}

export interface TimeoutOptions {
  /**
   * Time limit of one attempt in milliseconds, from the call of the wrapper to the end of the response
   * body, or to the headers of a download. `Infinity` for no limit. `call.timeout` overrides it for
   * one call.
   *
   * @default 30_000
   */
  readonly timeout?: number | undefined;
  /**
   * Maximum size of a response that is read, in bytes after decompression, so that no response fills
   * the memory. A larger one throws a `KaitenError` and is not retried. `Infinity` for no limit. Does
   * not apply to downloads.
   *
   * @default 50_000_000
   */
  readonly maxResponseBytes?: number | undefined;
  /** The source of time, for tests. @default systemClock */
  readonly clock?: Clock | undefined;
}

/** Numbers that can be 0. */
const DELAYS = { baseDelay: 300, maxDelay: 60_000, budget: 50 };
const LIMITS = { maxAttempts: 5, deadline: 2_400_000 };
/** The numbers of `timeout`. */
export const ATTEMPT_LIMITS = { timeout: 30_000, maxResponseBytes: 50_000_000 };

/** Options of `retry` with defaults filled in. */
export type RetrySettings = ReturnType<typeof retrySettings>;

/** @throws RangeError if an option is out of range. */
export function retrySettings(options: RetryOptions) {
  const { random = Math.random, clock = systemClock } = options;
  const delays = checkNumbers(options, DELAYS, 0);
  const limits = checkNumbers(options, LIMITS, 1);
  return { ...options, random, clock, ...delays, ...limits, budget: retryBudget(delays.budget) };
}
