import type { Clock } from '@kaiten-sdk/core';
import type { Grant, Rule } from './store.js';

// Of all keys together: a permit must not mean another one after its key was forgotten.
let granted = 0;

/** The permits of one key. */
export function bucketOf({ monotonic }: Clock) {
  /** When each permit is free again at the latest. */
  const taken = new Map<string, number>();
  let limit = 0;
  let pausedUntil = 0;
  /** How many more permits there are until the server's own window ends. */
  let left = 0;
  let restrictedUntil = 0;

  const dropFree = (now: number): void => {
    for (const [permit, until] of taken) if (until <= now) taken.delete(permit);
  };

  return {
    isIdle(): boolean {
      const now = monotonic();
      dropFree(now);
      return !taken.size && Math.max(pausedUntil, restrictedUntil) <= now;
    },
    take(rule: Rule): Grant {
      const now = monotonic();
      limit = rule.limit;
      // No sooner, so that a call costs the same however high the limit is.
      if (taken.size >= limit) dropFree(now);
      const until = Math.max(
        pausedUntil,
        left > 0 ? 0 : restrictedUntil,
        taken.size < limit ? 0 : Math.min(...taken.values()),
      );
      if (until > now) return { wait: until - now };
      left -= 1;
      granted += 1;
      const permit = String(granted);
      taken.set(permit, now + rule.cap + rule.window);
      return { permit };
    },
    settle(permit: string, { window }: Rule, ago: number): void {
      const until = monotonic() - ago + window;
      if (until < (taken.get(permit) ?? 0)) taken.set(permit, until);
    },
    pause(ms: number): void {
      pausedUntil = Math.max(pausedUntil, monotonic() + ms);
    },
    restrict(remaining: number, ms: number): void {
      const now = monotonic();
      // Where our own log allows no more than the server does, the server tells nothing new.
      dropFree(now);
      if (remaining >= limit - taken.size) return;
      left = restrictedUntil > now ? Math.min(left, remaining) : remaining;
      restrictedUntil = Math.max(restrictedUntil, now + ms);
    },
  };
}
