import { answerOf, resetOf, retryAfterOf } from '@kaiten-sdk/core';
import type { Settings } from './options.js';

const MOST_DOUBLINGS = 3;

/**
 * What the 429s of a key lead to: a pause, then one call that goes ahead, and the rest when it gets
 * through. A 429 that does not say how long pauses for one window, doubled for every pause before
 * that ended in a 429, up to eight windows.
 */
export function weatherOf({ rule, window, maxPause, clock }: Settings) {
  let refused = 0;
  let pausedUntil = 0;
  /** Calls sent before it tell nothing new. */
  let pausedAt = -1;
  /** Pauses in a row that ended in a 429. */
  let failures = 0;
  let scoutUntil = 0;

  /** Milliseconds, 0 or less where it says none: "now", of who has just refused, says nothing. */
  const toldBy = (headers: Headers): number => {
    const wall = clock.wall();
    const { wait, rounding } = resetOf(headers, wall);
    // One window is enough unless the server surely says more: the rest is its rounding.
    const untilReset = wait - rounding < window ? Math.min(wait, window) : wait;
    return retryAfterOf(headers, wall) || untilReset;
  };

  return {
    /** Milliseconds in which nothing may be sent. */
    blockedFor: () => Math.max(pausedUntil, scoutUntil) - clock.monotonic(),
    stats() {
      const pause = pausedUntil - clock.monotonic();
      return { refused, ...(pause > 0 && { pausedUntil: clock.wall() + pause }) };
    },
    onSent(now: number): void {
      // It holds the others back no longer than a hanging call holds a permit.
      if (failures) scoutUntil = now + rule.cap;
    },
    /** Milliseconds of a pause that begins, or that ends later than it would have. */
    onEnded(sent: number, now: number, response: Response | undefined): number | undefined {
      const isNews = sent > pausedAt;
      if (isNews) scoutUntil = 0;
      if (response?.status !== 429) {
        if (response && isNews) failures = 0;
        return undefined;
      }
      refused += 1;
      // Who was sent before a pause began is no reason to prolong it.
      const isNew = isNews || pausedUntil <= now;
      if (isNew) failures += 1;
      const untold = isNew ? window * 2 ** Math.min(failures - 1, MOST_DOUBLINGS) : 0;
      const told = toldBy(response.headers);
      const until = now + Math.min(told > 0 ? told : untold, maxPause);
      const isLonger = until > pausedUntil;
      if (isLonger) {
        pausedUntil = until;
        pausedAt = now;
      }
      const pause = pausedUntil - now;
      answerOf(response).pause = pause;
      return isLonger ? pause : undefined;
    },
  };
}
