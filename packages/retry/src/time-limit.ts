import { type Clock, errorOfSignal, type KaitenError } from '@kaiten-sdk/core';
import { connectionFailure } from './connection-failure.js';

/** From here on the timers of platforms overflow, and fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** What ends the work of a wrapper: the caller's signal, or the time. */
export interface TimeLimit {
  /** Absent when nothing can end it. */
  readonly signal: AbortSignal | undefined;
  /** What to throw where `fetch` threw that: once the signal has fired, what it fired for. */
  readonly errorOf: (thrown: unknown) => KaitenError;
  /** Time no longer matters; the caller's signal still does. */
  readonly stopTimer: () => void;
  /** Neither matters any longer. */
  readonly release: () => void;
}

/**
 * A signal of its own costs a listener and a timer: without a limit the caller's is used as it is.
 *
 * @param lateError Makes the error of a limit that is over.
 */
export function timeLimit(
  outer: AbortSignal | undefined,
  ms: number,
  clock: Clock,
  lateError: () => KaitenError,
): TimeLimit {
  const errorOf = (thrown: unknown): KaitenError => {
    if (outer?.aborted) return errorOfSignal(outer);
    return isLate ? lateError() : connectionFailure(thrown);
  };
  let isLate = false;
  if (ms > LONGEST_TIMER) return { signal: outer, errorOf, stopTimer() {}, release() {} };

  const controller = new AbortController();
  const { signal } = controller;
  const end = (): void => {
    release();
    isLate = true;
    controller.abort(errorOf(undefined));
  };
  const timer = clock.setTimer(end, ms);
  const stopTimer = () => clock.clearTimer(timer);
  const release = () => {
    stopTimer();
    outer?.removeEventListener('abort', end);
  };
  outer?.addEventListener('abort', end);
  if (outer?.aborted) end();
  return { signal, errorOf, stopTimer, release };
}
