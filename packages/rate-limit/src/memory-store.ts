import { type Clock, systemClock } from '@kaiten-sdk/core';
import { idleMap } from './idle-map.js';
import type { RateLimitStore } from './store.js';

interface Bucket {
  /** When each permit that is not free yet will be, at the latest. */
  readonly freeAt: Map<string, number>;
  limit: number;
  pausedUntil: number;
  /** How many more permits there are until the server's own window ends. */
  left: number;
  restrictedUntil: number;
}

/** Counts the permits in this process. It never waits, and keeps nothing of a key that is idle. */
export function memoryStore({ monotonic }: Clock = systemClock): RateLimitStore {
  // Of all keys together: a permit must not mean another one after its key was forgotten.
  let granted = 0;
  const buckets = idleMap<Bucket>(
    () => ({ freeAt: new Map(), limit: 0, pausedUntil: 0, left: 0, restrictedUntil: 0 }),
    (bucket) => {
      const now = monotonic();
      return !used(bucket, now) && Math.max(bucket.pausedUntil, bucket.restrictedUntil) <= now;
    },
  );
  return {
    learnsRoundTrip: true,
    take(key, { limit, window, cap }) {
      const now = monotonic();
      const bucket = buckets.get(key);
      bucket.limit = limit;
      const until = Math.max(
        bucket.pausedUntil,
        bucket.left > 0 ? 0 : bucket.restrictedUntil,
        used(bucket, now) < limit ? 0 : Math.min(...bucket.freeAt.values()),
      );
      if (until > now) return { wait: until - now };
      bucket.left -= 1;
      granted += 1;
      const permit = String(granted);
      bucket.freeAt.set(permit, now + cap + window);
      return { permit };
    },
    settle(key, permit, { window }, ago) {
      const { freeAt } = buckets.get(key);
      const latest = freeAt.get(permit);
      if (latest) freeAt.set(permit, Math.min(latest, monotonic() - ago + window));
    },
    pause(key, ms) {
      const bucket = buckets.get(key);
      bucket.pausedUntil = Math.max(bucket.pausedUntil, monotonic() + ms);
    },
    restrict(key, remaining, ms) {
      const now = monotonic();
      const bucket = buckets.get(key);
      // Where our own log allows no more than the server does, the server tells nothing new.
      if (remaining >= bucket.limit - used(bucket, now)) return;
      bucket.left = bucket.restrictedUntil > now ? Math.min(bucket.left, remaining) : remaining;
      bucket.restrictedUntil = Math.max(bucket.restrictedUntil, now + ms);
    },
  };
}

function used({ freeAt }: Bucket, now: number): number {
  for (const [permit, time] of freeAt) if (time <= now) freeAt.delete(permit);
  return freeAt.size;
}
