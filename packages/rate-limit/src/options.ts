import { type Clock, checkNumbers, systemClock } from '@kaiten-sdk/core';
import { type KeyOf, keyByToken } from './key.js';
import { memoryStore } from './memory-store.js';
import type { RateLimitStore, Rule } from './store.js';

/** A call has to wait. */
export interface WaitEvent {
  readonly key: string;
  /** Milliseconds that it will wait, as far as is known now. */
  readonly wait: number;
  /** How many calls wait under this key, this one included. */
  readonly queued: number;
  /** Name of the operation in the contract, where the call tells it. */
  readonly operationId: string | undefined;
  /** Which attempt of the call waits, from 1. */
  readonly attempt: number;
}

/** The server answered 429: nothing is sent under this key for a while. */
export interface PauseEvent {
  readonly key: string;
  /** Milliseconds until the next request under this key. */
  readonly pause: number;
  readonly queued: number;
}

/** The limit of a key is another one than before, or a header that would change it was ignored. */
export interface LimitEvent {
  readonly key: string;
  /** Requests that are allowed in any window now. */
  readonly limit: number;
  /** What `X-RateLimit-Limit` said, when it was ignored; absent when the limit changed. */
  readonly ignored?: string | undefined;
}

export interface RateLimitOptions {
  /**
   * Requests that the server may count in any window: a whole number from 1 fixes it (fractions are
   * rounded down).
   *
   * `'auto'` learns it: the limiter starts at 5, which Kaiten documents, and follows
   * `X-RateLimit-Limit`, read as requests per `window`. Kaiten sends it with every response (50 on one
   * installation, measured in August 2026). A value that is not a whole number from 1, that is more
   * than ten times `maxLimit` or that belongs to a longer window by `X-RateLimit-Reset` is ignored. A
   * 429 lowers the limit, whatever the header says; it rises again by one after 2 windows, and more
   * slowly each time that the risen limit is refused.
   *
   * @default 'auto'
   * @example rateLimit(fetch, { limit: 3 });
   */
  readonly limit?: number | 'auto' | undefined;
  /**
   * With `limit: 'auto'`, the most requests per window that a header may raise the limit to. What is
   * announced above it counts as this, and as a mistake from ten times of it.
   *
   * @default 100, twice the highest limit that is known of a Kaiten
   */
  readonly maxLimit?: number | undefined;
  /** Milliseconds. @default 1000 */
  readonly window?: number | undefined;
  /**
   * Milliseconds after which an unanswered request is taken as counted, so that a hanging one holds
   * its permit for this and one window only. @default 5000
   */
  readonly cap?: number | undefined;
  /** Calls that may wait under one key; one more gets a `QueueFullError`. @default 10000 */
  readonly maxQueued?: number | undefined;
  /** Milliseconds that one 429 may pause a key for, whatever its headers say. @default 60000 */
  readonly maxPause?: number | undefined;
  /** Says what shares a limit. It must not return the token. @default host and hashed token */
  readonly key?: KeyOf | undefined;
  /** Where permits are counted. @default this process' memory */
  readonly store?: RateLimitStore | undefined;
  /** Called once for each call that has to wait. */
  readonly onWait?: ((event: WaitEvent) => void) | undefined;
  /** Called when a 429 pauses a key, or pauses it for longer. */
  readonly onPause?: ((event: PauseEvent) => void) | undefined;
  /** Called when the limit of a key has changed, and for each new value of the header that is ignored. */
  readonly onLimit?: ((event: LimitEvent) => void) | undefined;
  /** Where time comes from; for tests. @default the platform's */
  readonly clock?: Clock | undefined;
}

const DEFAULTS = {
  limit: 5,
  maxLimit: 100,
  window: 1_000,
  cap: 5_000,
  maxQueued: 10_000,
  maxPause: 60_000,
};

// Servers count in milliseconds, and a second that is a hair too short is a 429.
const SLACK = 1;

/** The options as they hold, checked. */
export type Settings = ReturnType<typeof settingsOf>;

export function settingsOf(options: RateLimitOptions) {
  const { limit: given = 'auto' } = options;
  const isAuto = given === 'auto';
  const numbers = checkNumbers({ ...options, limit: isAuto ? undefined : given }, DEFAULTS, 1);
  const { clock = systemClock, key = keyByToken(), store = memoryStore(clock) } = options;
  const { limit, window, cap } = numbers;
  // Half a request is none.
  const maxLimit = Math.floor(numbers.maxLimit);
  const rule: Rule = {
    limit: isAuto ? Math.min(limit, maxLimit) : Math.floor(limit),
    maxLimit: isAuto ? maxLimit : undefined,
    window: window + SLACK,
    cap,
  };
  return { ...options, ...numbers, clock, key, store, rule };
}
