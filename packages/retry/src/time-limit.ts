import { type Clock, errorOfSignal, type KaitenError } from '@kaiten-sdk/core';

/** From here on the timers of platforms overflow, and fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** What ends the work of a wrapper: the caller's signal, or the time. */
export interface TimeLimit {
  /** Absent when nothing can end it. */
  readonly signal: AbortSignal | undefined;
  /** What to throw once the signal has fired. */
  readonly error: () => KaitenError;
  /** Time no longer matters; the caller's signal still does. */
  readonly stopTimer: () => void;
  /** Neither matters any longer. */
  readonly release: () => void;
}

/**
 * A signal of its own costs a listener and a timer: without a limit the caller's is used as it is.
 *
 * @param lateError Makes the error of a limit that is over.
 * @param onEnd Called once when the time is over or the caller's signal fires, if that comes first.
 */
export function timeLimit(
  outer: AbortSignal | undefined,
  ms: number,
  clock: Clock,
  lateError: () => KaitenError,
  onEnd?: (error: KaitenError) => void,
): TimeLimit {
  const callerError = () => errorOfSignal(outer as AbortSignal);
  if (ms > LONGEST_TIMER) {
    return { signal: outer, error: callerError, stopTimer() {}, release() {} };
  }
  const controller = new AbortController();
  const { signal } = controller;
  const end = (error: KaitenError): void => {
    release();
    controller.abort(error);
    onEnd?.(error);
  };
  const onAbort = () => end(callerError());
  const timer = clock.setTimer(() => end(lateError()), ms);
  const stopTimer = () => clock.clearTimer(timer);
  const release = () => {
    stopTimer();
    outer?.removeEventListener('abort', onAbort);
  };
  outer?.addEventListener('abort', onAbort);
  if (outer?.aborted) onAbort();
  return { signal, error: () => signal.reason, stopTimer, release };
}
