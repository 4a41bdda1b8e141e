import { answerOf } from '@kaiten-sdk/core';
import { resetOf, retryAfterOf } from './headers.js';
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

  /** Milliseconds, 0 where it says none. "Now" from a server that has just refused says nothing. */
  const toldBy = (headers: Headers): number => {
    const wall = clock.wall();
    return Math.max(0, retryAfterOf(headers, wall) ?? untilReset(headers, wall, window) ?? 0);
  };

  return {
    refused: () => refused,
    pausedFor: () => pausedUntil - clock.monotonic(),
    /** Milliseconds in which nothing may be sent. */
    blockedFor: () => Math.max(pausedUntil, scoutUntil) - clock.monotonic(),
    onSent(now: number): void {
      // It holds the others back no longer than a hanging call holds a permit.
      if (failures) scoutUntil = now + rule.cap;
    },
    /** Returns whether a pause begins, or ends later than it would have. */
    onEnded(sent: number, now: number, response: Response | undefined): boolean {
      const isNews = sent > pausedAt;
      if (isNews) scoutUntil = 0;
      if (response?.status !== 429) {
        if (response && isNews) failures = 0;
        return false;
      }
      refused += 1;
      // Who was sent before a pause began is no reason to prolong it.
      const isNew = isNews || pausedUntil <= now;
      if (isNew) failures += 1;
      const untold = isNew ? window * 2 ** Math.min(failures - 1, MOST_DOUBLINGS) : 0;
      const until = now + Math.min(toldBy(response.headers) || untold, maxPause);
      const isLonger = until > pausedUntil;
      if (isLonger) {
        pausedUntil = until;
        pausedAt = now;
      }
      answerOf(response).pause = pausedUntil - now;
      return isLonger;
    },
  };
}

function untilReset(headers: Headers, wall: number, window: number): number | undefined {
  const reset = resetOf(headers, wall);
  // One window is enough unless the server surely says more: the rest is its rounding.
  return reset && reset.wait < window + reset.rounding ? Math.min(reset.wait, window) : reset?.wait;
}
