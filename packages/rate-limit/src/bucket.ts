import type { Grant, Rule } from './store.js';

// Of all keys together: a permit must not mean another one after its key was forgotten.
let granted = 0;

/** The permits of one key. */
export function bucketOf(monotonic: () => number) {
  /** When each permit that is not free yet will be, at the latest. */
  const freeAt = new Map<string, number>();
  let limit = 0;
  let pausedUntil = 0;
  /** How many more permits there are until the server's own window ends. */
  let left = 0;
  let restrictedUntil = 0;

  const used = (now: number): number => {
    for (const [permit, time] of freeAt) if (time <= now) freeAt.delete(permit);
    return freeAt.size;
  };

  return {
    isIdle(): boolean {
      const now = monotonic();
      return !used(now) && Math.max(pausedUntil, restrictedUntil) <= now;
    },
    take(rule: Rule): Grant {
      const now = monotonic();
      limit = rule.limit;
      const until = Math.max(
        pausedUntil,
        left > 0 ? 0 : restrictedUntil,
        used(now) < limit ? 0 : Math.min(...freeAt.values()),
      );
      if (until > now) return { wait: until - now };
      left -= 1;
      granted += 1;
      const permit = String(granted);
      freeAt.set(permit, now + rule.cap + rule.window);
      return { permit };
    },
    settle(permit: string, { window }: Rule, ago: number): void {
      const latest = freeAt.get(permit);
      if (latest) freeAt.set(permit, Math.min(latest, monotonic() - ago + window));
    },
    pause(ms: number): void {
      pausedUntil = Math.max(pausedUntil, monotonic() + ms);
    },
    restrict(remaining: number, ms: number): void {
      const now = monotonic();
      // Where our own log allows no more than the server does, the server tells nothing new.
      if (remaining >= limit - used(now)) return;
      left = restrictedUntil > now ? Math.min(left, remaining) : remaining;
      restrictedUntil = Math.max(restrictedUntil, now + ms);
    },
  };
}
