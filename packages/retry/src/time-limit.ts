import {
  type Clock,
  errorOfSignal,
  type KaitenError,
  onAbort,
  TimeoutError,
} from '@kaiten-sdk/core';
import { connectionFailure } from './connection-failure.js';

const nothing = (): void => {};

/** What ends the work of a wrapper: the caller's signal, or the time. */
export interface TimeLimit {
  /** Absent when nothing can end it. */
  readonly signal: AbortSignal | undefined;
  /** What to throw where `fetch` threw that: once the signal has fired, what it fired for. */
  readonly errorOf: (thrown?: unknown) => KaitenError;
  /** Time no longer matters; the caller's signal still does. */
  readonly stopTimer: () => void;
  /** Neither matters any longer. */
  readonly release: () => void;
}

/**
 * A signal of its own costs a listener and a timer: without a limit the caller's is used as it is.
 *
 * @param late What the error says when the time is over.
 */
export function timeLimit(
  outer: AbortSignal | undefined,
  ms: number,
  clock: Clock,
  late: string,
): TimeLimit {
  let isLate = false;
  const errorOf = (thrown?: unknown): KaitenError => {
    if (outer?.aborted) return errorOfSignal(outer);
    return isLate ? new TimeoutError(late) : connectionFailure(thrown);
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
