import { type Clock, onAbort } from '@kaiten-sdk/core';

/** Ends after that many milliseconds, or when the signal fires. */
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
