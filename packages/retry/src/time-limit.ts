import {
  type Clock,
  errorOfSignal,
  type KaitenError,
  onAbort,
  TimeoutError,
} from '@kaiten-sdk/core';
import { networkErrorOf } from './network-errors.js';

const nothing = (): void => {};

/** Ends an attempt or a call when its time is over or the caller's signal is aborted. */
export interface TimeLimit {
  /** Absent if there is neither a limit nor a signal. */
  readonly signal: AbortSignal | undefined;
  /** The error to throw after `fetch` threw: the reason for the abort if there was one. */
  readonly errorOf: (thrown?: unknown) => KaitenError;
  /** Removes the time limit. The caller's signal stays in effect. */
  readonly stopTimer: () => void;
  /** Removes the time limit and stops listening to the caller's signal. */
  readonly release: () => void;
}

/**
 * Without a limit, it passes the caller's signal through, which saves a listener and a timer.
 *
 * @param message Message of the `TimeoutError`.
 */
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
  if (ms === Infinity) return { signal: outer, errorOf, stopTimer: nothing, release: nothing };

  const controller = new AbortController();
  let unlisten: (() => void) | undefined;
  const end = (): void => {
    release();
    isLate = true;
    controller.abort(errorOf());
  };
  const timer = clock.setTimer(end, ms);
  const stopTimer = () => clock.clearTimer(timer);
  const release = () => {
    stopTimer();
    unlisten?.();
  };
  unlisten = outer && onAbort(outer, end);
  return { signal: controller.signal, errorOf, stopTimer, release };
}

/** Resolves after `ms` milliseconds, or when the signal is aborted. */
export function sleep(ms: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    let unlisten: (() => void) | undefined;
    const wake = (): void => {
      clock.clearTimer(timer);
      unlisten?.();
      resolve();
    };
    const timer = clock.setTimer(wake, ms);
    unlisten = signal && onAbort(signal, wake);
  });
}
