import type { Clock } from '@kaiten-sdk/core';
import type { Grant, Rule } from './store.js';

// Gone ones are dropped from the list in one go, so that each costs next to nothing.
const DROPPED_AT_ONCE = 1_000;

// Of all keys together: a permit must not mean another one after its key was forgotten.
let granted = 0;

/** The permits of one key. */
export function bucketOf(clock: Clock) {
  /** When each permit whose call has not ended is free at the latest, the oldest first. */
  const out = new Map<string, number>();
  /** When each settled permit is free, ascending; before `next` are those that are. */
  const settled: number[] = [];
  let next = 0;
  let limit = 0;
  let pausedUntil = 0;
  /** How many more permits there are until the server's own window ends. */
  let left = 0;
  let restrictedUntil = 0;

  const used = (now: number): number => {
    while ((settled[next] ?? Infinity) <= now) next += 1;
    if (next >= DROPPED_AT_ONCE && next * 2 >= settled.length) {
      settled.splice(0, next);
      next = 0;
    }
    for (const [permit, latest] of out) {
      if (latest > now) break;
      out.delete(permit);
    }
    return out.size + settled.length - next;
  };

  const nextFree = (): number => {
    const [oldest = Infinity] = out.values();
    return Math.min(oldest, settled[next] ?? Infinity);
  };

  return {
    isIdle(): boolean {
      const now = clock.monotonic();
      return !used(now) && Math.max(pausedUntil, restrictedUntil) <= now;
    },
    take(rule: Rule): Grant {
      const now = clock.monotonic();
      limit = rule.limit;
      const until = Math.max(
        pausedUntil,
        left > 0 ? 0 : restrictedUntil,
        used(now) < limit ? 0 : nextFree(),
      );
      if (until > now) return { wait: until - now };
      left -= 1;
      granted += 1;
      const permit = String(granted);
      out.set(permit, now + rule.cap + rule.window);
      return { permit };
    },
    settle(permit: string, { window }: Rule, ago: number): void {
      const now = clock.monotonic();
      const time = Math.min(out.get(permit) ?? 0, now - ago + window);
      out.delete(permit);
      // Not before the ones that were settled before it: that is stricter by a hair, and in order.
      if (time > now) settled.push(Math.max(time, settled.at(-1) ?? 0));
    },
    pause(ms: number): void {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + ms);
    },
    restrict(remaining: number, ms: number): void {
      const now = clock.monotonic();
      // Where our own log allows no more than the server does, the server tells nothing new.
      if (remaining >= limit - used(now)) return;
      left = restrictedUntil > now ? Math.min(left, remaining) : remaining;
      restrictedUntil = Math.max(restrictedUntil, now + ms);
    },
  };
}
