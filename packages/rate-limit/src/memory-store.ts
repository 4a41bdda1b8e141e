import { type Clock, systemClock } from '@kaiten-sdk/core';
import { Bucket } from './bucket.js';
import { IdleMap } from './idle-map.js';
import type { RateLimitStore } from './store.js';

/** Counts the permits in this process. It never waits, and keeps nothing of a key that is idle. */
export function memoryStore(clock: Clock = systemClock): RateLimitStore {
  const now = clock.monotonic;
  const buckets = new IdleMap(
    () => new Bucket(),
    (bucket) => bucket.isIdle(now()),
  );
  return {
    learnsRoundTrip: true,
    take: (key, rule) => buckets.get(key).take(now(), rule),
    settle(key, permit, { window }, ago) {
      const time = now();
      buckets.get(key).settle(time, permit, time - ago + window);
    },
    pause: (key, ms) => buckets.get(key).pause(now() + ms),
    restrict(key, remaining, ms) {
      const time = now();
      buckets.get(key).restrict(time, remaining, time + ms);
    },
  };
}
