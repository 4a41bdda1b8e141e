import { type Clock, checkNumbers, systemClock } from '@kaiten-sdk/core';
import { budgetOf } from './budget.js';
import type { RetryHooks } from './hooks.js';

export interface RetryOptions extends RetryHooks {
  /**
   * Attempts in all; 1 for none after the first. `call.maxAttempts` replaces it for one call.
   *
   * @default 5
   */
  readonly maxAttempts?: number | undefined;
  /**
   * The first wait is between 0 and this many milliseconds; every further one up to twice as long.
   *
   * @default 300
   */
  readonly baseDelay?: number | undefined;
  /**
   * Longest wait between two attempts, in milliseconds. Where the server asks for a longer one, its
   * answer is returned.
   *
   * @default 60_000
   */
  readonly maxDelay?: number | undefined;
  /**
   * Milliseconds that a call may take with all attempts and waits, those in the queue of a limiter
   * included. `call.deadline` replaces it for one call.
   *
   * @default Infinity
   */
  readonly deadline?: number | undefined;
  /**
   * Retries after network errors and 5xx that all calls of this wrapper share. Every success gives
   * back a fifth of one. `Infinity` for no limit.
   *
   * @default 50
   */
  readonly budget?: number | undefined;
  /**
   * Whether the server may do everything more than once, writes included; `false` repeats nothing.
   * `call.repeatable` replaces it for one call.
   *
   * @default by the method
   */
  readonly repeatable?: boolean | undefined;
  /** Numbers from 0 to 1 for the jitter. @default Math.random */
  readonly random?: (() => number) | undefined;
  /** @default systemClock */
  readonly clock?: Clock | undefined;
}

const FROM_ONE = { maxAttempts: 5, deadline: Number.POSITIVE_INFINITY };
const FROM_ZERO = { baseDelay: 300, maxDelay: 60_000, budget: 50 };

export type RetrySettings = ReturnType<typeof retrySettings>;

/** @throws RangeError that names the option which makes no sense. */
export function retrySettings(options: RetryOptions) {
  const { clock = systemClock, random = Math.random } = options;
  const numbers = checkNumbers(options, FROM_ZERO, 0);
  return {
    ...options,
    clock,
    random,
    ...checkNumbers(options, FROM_ONE, 1),
    ...numbers,
    retries: budgetOf(numbers.budget),
  };
}
