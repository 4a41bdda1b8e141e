import type { Clock } from '@kaiten-sdk/core';

// Timers that are longer fire at once.
const LONGEST_TIMER = 2 ** 31 - 1;

/** One timer, which is set anew each time. */
export function alarmOf(clock: Clock, ring: () => void) {
  let timer: unknown;
  let ringsAt = 0;
  const stop = (): void => {
    if (timer !== undefined) clock.clearTimer(timer);
    timer = undefined;
  };
  return {
    stop,
    set(ms: number): void {
      stop();
      ringsAt = clock.monotonic() + ms;
      timer = clock.setTimer(ring, Math.min(Math.ceil(ms), LONGEST_TIMER));
    },
    /** Milliseconds until it rings; absent when it is not set. */
    left: () => (timer === undefined ? undefined : Math.max(0, ringsAt - clock.monotonic())),
  };
}
