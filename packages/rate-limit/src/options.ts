import { type Clock, checkNumbers, systemClock } from '@kaiten-sdk/core';
import { type KeyFunction, keyByToken } from './key.js';
import { memoryStore } from './memory-store.js';
import type { RateLimitRule, RateLimitStore } from './store.js';

/** Reports that a call has to wait. */
export interface WaitEvent {
  readonly key: string;
  /** Estimated milliseconds to wait. */
  readonly wait: number;
  /** Calls that wait under this key, including this one. */
  readonly queued: number;
  /** The operation of the call, if it has one. */
  readonly operationId: string | undefined;
  /** The attempt that waits, from 1. */
  readonly attempt: number;
}

/** Reports that the server returned 429, so that no request is sent under this key for a while. */
export interface PauseEvent {
  readonly key: string;
  /** Milliseconds until the next request under this key. */
  readonly pause: number;
  /** Calls that wait under this key. */
  readonly queued: number;
}

/** Reports that the limit of a key has changed, or that a limit in a response was ignored. */
export interface LimitEvent {
  readonly key: string;
  /** Requests that are now allowed in any window. */
  readonly limit: number;
  /** The value of `X-RateLimit-Limit` that was ignored. Absent if the limit has changed. */
  readonly ignored?: string | undefined;
}

/** Options of `rateLimit`. */
export interface RateLimitOptions {
  /**
   * Requests that the server may count in any window. A number from 1 fixes the limit (fractions are
   * rounded down).
   *
   * `'auto'` learns it: the limit starts at 5, which Kaiten documents, and follows
   * `X-RateLimit-Limit`, read as requests per `window`. Kaiten sends this header with every response
   * (50 on one installation, measured in August 2026). The header is ignored if it is not a positive
   * integer, is more than ten times `maxLimit`, or belongs to a longer window according to
   * `X-RateLimit-Reset`. A 429 lowers the limit, whatever the header says. It rises again by one after
   * 2 windows, and more slowly each time the raised limit leads to a 429.
   *
   * @default 'auto'
   * @example rateLimit(fetch, { limit: 3 });
   */
  readonly limit?: number | 'auto' | undefined;
  /**
   * The maximum requests per window that a header can raise the limit to, with `limit: 'auto'`. A
   * higher value counts as this one, and more than ten times as much is ignored.
   *
   * @default 100, twice the highest limit of a known Kaiten installation
   */
  readonly maxLimit?: number | undefined;
  /** Milliseconds. @default 1000 */
  readonly window?: number | undefined;
  /**
   * Milliseconds after which a request without a response counts as received by the server, so that
   * a hanging request keeps its permit no longer than this and one window. @default 5000
   */
  readonly permitTimeout?: number | undefined;
  /** Calls that may wait per key. Further calls reject with `QueueFullError`. @default 10000 */
  readonly maxQueued?: number | undefined;
  /**
   * The longest pause that calls wait for, in milliseconds. If a 429 asks for a longer one, all calls
   * that wait under its key reject with a `RateLimitError`, and so do calls until its `retryAt`,
   * without a request. @default 60000
   */
  readonly maxPause?: number | undefined;
  /**
   * Returns the key of a request: requests with the same key share a limit. The key must not contain
   * the token. @default host and hashed token
   */
  readonly key?: KeyFunction | undefined;
  /** Counts the permits. @default `memoryStore()` */
  readonly store?: RateLimitStore | undefined;
  /** Called once for each call that has to wait. */
  readonly onWait?: ((event: WaitEvent) => void) | undefined;
  /** Called when a 429 starts or extends the pause of a key. */
  readonly onPause?: ((event: PauseEvent) => void) | undefined;
  /** Called when the limit of a key changes, and once for each new header value that is ignored. */
  readonly onLimit?: ((event: LimitEvent) => void) | undefined;
  /** The source of time, for tests. @default the clock of the platform */
  readonly clock?: Clock | undefined;
}

const DEFAULTS = {
  limit: 5,
  maxLimit: 100,
  window: 1_000,
  permitTimeout: 5_000,
  maxQueued: 10_000,
  maxPause: 60_000,
};

/** The defaults of `redisStore`. Separate, so that they are not bundled without it. */
export const REDIS_DEFAULTS = { prefix: 'kaiten-sdk:', timeout: 1_000 };

// Servers count in milliseconds, and a window that is slightly too short leads to a 429.
const WINDOW_MARGIN = 1;

/** The validated options, with defaults. */
export type RateLimitSettings = ReturnType<typeof settingsOf>;

export function settingsOf(options: RateLimitOptions) {
  const { limit: given = 'auto' } = options;
  const isAuto = given === 'auto';
  const numbers = checkNumbers({ ...options, limit: isAuto ? undefined : given }, DEFAULTS, 1);
  const { clock = systemClock, key = keyByToken(), store = memoryStore(clock) } = options;
  const { limit, window, permitTimeout } = numbers;
  const maxLimit = Math.floor(numbers.maxLimit);
  const rule: RateLimitRule = {
    limit: isAuto ? Math.min(limit, maxLimit) : Math.floor(limit),
    maxLimit: isAuto ? maxLimit : undefined,
    window: window + WINDOW_MARGIN,
    permitTimeout,
  };
  return { ...options, ...numbers, clock, key, store, rule };
}
