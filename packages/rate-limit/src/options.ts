import { type Clock, systemClock } from '@kaiten-sdk/core';
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
  readonly limit?: number;
  /** Milliseconds. @default 1000 */
  readonly window?: number;
  /**
   * Milliseconds after which an unanswered request is taken as counted, so that a hanging one holds
   * its permit for this and one window only. @default 5000
   */
  readonly cap?: number;
  /** Calls that may wait under one key; one more gets a `QueueFullError`. @default 10000 */
  readonly maxQueued?: number;
  /** Milliseconds that one 429 may pause a key for, whatever its headers say. @default 60000 */
  readonly maxPause?: number;
  /** Says what shares a limit. It must not return the token. @default host and hashed token */
  readonly key?: KeyOf;
  /** Where permits are counted. @default this process' memory */
  readonly store?: RateLimitStore;
  /** Called once for each call that has to wait. */
  readonly onWait?: (event: WaitEvent) => void;
  /** Called when a 429 pauses a key, or pauses it for longer. */
  readonly onPause?: (event: PauseEvent) => void;
  /** Where time comes from; for tests. @default the platform's */
  readonly clock?: Clock;
}

export interface Settings {
  readonly rule: Rule;
  readonly window: number;
  readonly maxQueued: number;
  readonly maxPause: number;
  readonly key: (...request: Parameters<KeyOf>) => string | Promise<string>;
  readonly store: RateLimitStore;
  readonly onWait: ((event: WaitEvent) => void) | undefined;
  readonly onPause: ((event: PauseEvent) => void) | undefined;
  readonly clock: Clock;
}

// Servers count in milliseconds, and a second that is a hair too short is a 429.
const SLACK = 1;

export function settingsOf(options: RateLimitOptions): Settings {
  const { clock = systemClock, onWait, onPause } = options;
  const window = whole('window', options.window ?? 1_000, 1);
  return {
    rule: {
      limit: whole('limit', options.limit ?? 5, 1),
      window: window + SLACK,
      cap: whole('cap', options.cap ?? 5_000, 1),
    },
    window,
    maxQueued: whole('maxQueued', options.maxQueued ?? 10_000, 1),
    maxPause: whole('maxPause', options.maxPause ?? 60_000, 1),
    key: options.key ?? keyByToken(),
    store: options.store ?? memoryStore(clock),
    onWait,
    onPause,
    clock,
  };
}

function whole(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`${name} must be a whole number from ${least}, found ${value}`);
}
