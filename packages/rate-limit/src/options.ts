import { type Clock, checkedOptions, systemClock } from '@kaiten-sdk/core';
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

export interface RateLimitOptions {
  /** Requests that the server may count in any window. @default 5 */
  readonly limit?: number | undefined;
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
  /** Where time comes from; for tests. @default the platform's */
  readonly clock?: Clock | undefined;
}

const DEFAULTS = { limit: 5, window: 1_000, cap: 5_000, maxQueued: 10_000, maxPause: 60_000 };

// Servers count in milliseconds, and a second that is a hair too short is a 429.
const SLACK = 1;

/** The options as they hold, checked. */
export type Settings = ReturnType<typeof settingsOf>;

export function settingsOf(options: RateLimitOptions) {
  const numbers = checkedOptions(options, DEFAULTS, 1);
  const { clock = systemClock, key = keyByToken(), store = memoryStore(clock) } = options;
  const { limit, window, cap } = numbers;
  // Half a request is none.
  const rule: Rule = { limit: Math.floor(limit), window: window + SLACK, cap };
  return { ...options, ...numbers, clock, key, store, rule };
}
