import type { Clock } from '@kaiten-sdk/core';
import { learnedLimit } from './learned-limit.js';
import type { Grant, Rule } from './store.js';

// Of all keys together: a permit must not mean another one after its key was forgotten.
let granted = 0;

/**
 * The part of a window over which a learned limit is spread, but for the first `rule.limit`, which
 * need no learning. An announcement that is wrong thus costs what is sent during one round trip, not
 * all that it announces, and one that is right is in full use within its first second.
 */
export const SPREAD = 0.75;
/** The part of a window that is made up for when timers were late. */
export const LATE = 0.05;

/** The permits of one key. */
export function bucketOf({ monotonic }: Clock) {
  /** When each permit is free again at the latest. */
  const taken = new Map<string, number>();
  const learned = learnedLimit();
  let limit = 0;
  let pausedUntil = 0;
  /** How many more permits there are until the server's own window ends. */
  let left = 0;
  let restrictedUntil = 0;
  /** Before it none but the first few of a window are let through. */
  let spreadUntil = 0;

  const dropFree = (now: number): void => {
    for (const [permit, until] of taken) if (until <= now) taken.delete(permit);
  };

  return {
    isIdle(): boolean {
      const now = monotonic();
      dropFree(now);
      const until = Math.max(pausedUntil, restrictedUntil, learned.rememberedUntil());
      return !taken.size && until <= now;
    },
    take(rule: Rule): Grant {
      const now = monotonic();
      limit = learned.limitAt(now, rule);
      // No sooner, so that a call costs the same however high the limit is.
      if (taken.size >= limit) dropFree(now);
      const until = Math.max(
        pausedUntil,
        left > 0 ? 0 : restrictedUntil,
        taken.size < limit ? 0 : Math.min(...taken.values()),
        spreadUntil,
      );
      if (until > now) return { wait: until - now, limit };
      left -= 1;
      spreadUntil =
        taken.size < rule.limit
          ? now
          : Math.max(spreadUntil, now - rule.window * LATE) + (rule.window * SPREAD) / limit;
      granted += 1;
      const permit = String(granted);
      taken.set(permit, now + rule.cap + rule.window);
      return { permit, limit };
    },
    settle(permit: string, { window }: Rule, ago: number): void {
      const until = monotonic() - ago + window;
      if (until < (taken.get(permit) ?? 0)) taken.set(permit, until);
    },
    pause(ms: number): void {
      pausedUntil = Math.max(pausedUntil, monotonic() + ms);
    },
    learn(rule: Rule, announced?: number, refused?: number): void {
      const now = monotonic();
      dropFree(now);
      learned.learn(now, rule, taken.size, announced, refused);
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
