import { type Clock, systemClock } from '@kaiten-sdk/core';
import { bucketOf } from './bucket.js';
import { idleMap } from './idle-map.js';
import type { RateLimitStore } from './store.js';

/** Counts the permits in this process. It never waits, and keeps nothing of a key that is idle. */
export function memoryStore(clock: Clock = systemClock): RateLimitStore {
  const bucket = idleMap(() => bucketOf(clock)).get;
  return {
    learnsRoundTrip: true,
    take: (key, rule) => bucket(key).take(rule),
    settle: (key, permit, rule, ago) => bucket(key).settle(permit, rule, ago),
    pause: (key, ms) => bucket(key).pause(ms),
    learn: (key, rule, ...lesson) => bucket(key).learn(rule, ...lesson),
    restrict: (key, remaining, ms) => bucket(key).restrict(remaining, ms),
  };
}
