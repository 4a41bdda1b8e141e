import {
  type Clock,
  callController,
  errorOfSignal,
  type KaitenError,
  onAbort,
  TimeoutError,
} from '@kaiten-sdk/core';
import { networkErrorOf } from './network-errors.js';

/** Ends an attempt or a call when its time is over or the caller's signal is aborted. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /**
   * Settles as `work` does, or rejects when the limit ends, since not every `fetch` obeys its signal.
   * Does not start it after that.
   */
  readonly race: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves after `ms` milliseconds, or when the limit ends. */
  readonly sleep: (ms: number) => Promise<void>;
  /** The error to throw after `fetch` threw: the reason for the abort if there was one. */
  readonly errorOf: (thrown?: unknown) => KaitenError;
  /** Removes the time limit. The caller's signal stays in effect. */
  readonly stopTimer: () => void;
  /** Removes the time limit and stops listening to the caller's signal. */
  readonly release: () => void;
}

/** @param message Message of the `TimeoutError`. */
export function timeLimit(
  outer: AbortSignal | undefined,
  ms: number,
  clock: Clock,
  message: string,
): TimeLimit {
  let isLate = false;
  const errorOf = (thrown?: unknown): KaitenError => {
    if (outer?.aborted) return errorOfSignal(outer);
    return isLate ? new TimeoutError(message) : networkErrorOf(thrown);
  };
  const { signal, abort } = callController();
  /** Ends `race` or `sleep`, of which one runs at a time. */
  let interrupt: (error: KaitenError) => void = () => {};
  let unlisten: (() => void) | undefined;
  const end = (): void => {
    release();
    isLate = true;
    const error = errorOf();
    abort(error);
    interrupt(error);
  };
  const timer = ms < Infinity && clock.setTimer(end, ms);
  const stopTimer = () => clock.clearTimer(timer);
  const release = () => {
    stopTimer();
    unlisten?.();
  };
  unlisten = outer && onAbort(outer, end);
  return {
    signal,
    race: (work) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        interrupt = reject;
        work().then(resolve, reject);
      }),
    sleep: (ms) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clock.clearTimer(waiting);
          resolve();
        };
        const waiting = clock.setTimer(wake, signal.aborted ? 0 : ms);
        interrupt = wake;
      }),
    errorOf,
    stopTimer,
    release,
  };
}
