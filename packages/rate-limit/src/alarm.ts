import type { Clock } from '@kaiten-sdk/core';

/** One sleep at a time, which ends by itself or is ended. */
export function alarmOf(clock: Clock) {
  let timer: unknown;
  let ring = (): void => {};
  let ringsAt = 0;
  return {
    /** Milliseconds that are left of the sleep; 0 or less when there is none. */
    left: () => ringsAt - clock.monotonic(),
    ring(): void {
      clock.clearTimer(timer);
      ring();
    },
    sleep(ms: number): Promise<void> {
      ringsAt = clock.monotonic() + ms;
      return new Promise((resolve) => {
        ring = () => {
          ringsAt = 0;
          resolve();
        };
        timer = clock.setTimer(ring, ms);
      });
    },
  };
}
