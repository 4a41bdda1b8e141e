import { type Clock, systemClock } from '@kaiten-sdk/core';
import { idleMap } from './idle-map.js';
import { learnedLimit } from './learned-limit.js';
import type { PermitResult, RateLimitRule, RateLimitStore } from './store.js';

/**
 * The part of a window over which requests beyond the first `rule.limit` are spread if the limit is
 * learned. A wrong announcement therefore costs only the requests of one round trip, and a correct
 * one is fully used within its first second.
 */
export const SPREAD = 0.75;
/** The part of a window that a late timer may catch up on. */
export const CATCH_UP = 0.05;

/** Counts permits in the memory of this process. Its `take` returns at once. Forgets idle keys. */
export function memoryStore(clock: Clock = systemClock): RateLimitStore {
  const permits = idleMap(() => permitsOf(clock)).get;
  return {
    learnsRoundTrip: true,
    take: (key, rule) => permits(key).take(rule),
    settle: (key, permit, rule, ago) => permits(key).settle(permit, rule, ago),
    pause: (key, ms) => permits(key).pause(ms),
    learn: (key, rule, ...response) => permits(key).learn(rule, ...response),
    restrict: (key, remaining, ms) => permits(key).restrict(remaining, ms),
  };
}

// Shared by all keys, so that a permit stays unique after its key was forgotten.
let granted = 0;

/** The permits of one key. */
function permitsOf({ monotonic }: Clock) {
  /** Permits in use, with the time when each becomes free at the latest. */
  const used = new Map<string, number>();
  const learned = learnedLimit();
  let limit = 0;
  let pausedUntil = 0;
  let pause = 0;
  /** When the last permit becomes free at the latest. */
  let usedUntil = 0;
  /** Permits left until `restrictedUntil`, when the server's own window ends. */
  let remaining = 0;
  let restrictedUntil = 0;
  /** When the next request beyond the first `rule.limit` may be sent. */
  let spreadUntil = 0;

  const removeFree = (now: number): void => {
    for (const [permit, until] of used) if (until <= now) used.delete(permit);
  };

  return {
    isIdle: () =>
      Math.max(usedUntil, pausedUntil, restrictedUntil, learned.rememberedUntil()) <= monotonic(),
    take(rule: RateLimitRule): PermitResult {
      const now = monotonic();
      limit = learned.limitAt(now, rule);
      // Not on every call, so that its cost does not depend on the limit.
      if (used.size >= limit) removeFree(now);
      const until = Math.max(
        pausedUntil,
        remaining > 0 ? 0 : restrictedUntil,
        used.size < limit ? 0 : [...used.values()].reduce((a, b) => Math.min(a, b)),
        spreadUntil,
      );
      if (until > now)
        return { wait: until - now, limit, pause: pausedUntil > now ? pause : undefined };
      remaining -= 1;
      spreadUntil =
        used.size < rule.limit
          ? now
          : Math.max(spreadUntil, now - rule.window * CATCH_UP) + (rule.window * SPREAD) / limit;
      granted += 1;
      const permit = String(granted);
      usedUntil = now + rule.permitTimeout + rule.window;
      used.set(permit, usedUntil);
      return { permit, limit };
    },
    settle(permit: string, { window }: RateLimitRule, ago: number): void {
      const until = monotonic() - ago + window;
      if (until < (used.get(permit) ?? 0)) used.set(permit, until);
    },
    pause(ms: number): void {
      const until = monotonic() + ms;
      if (until <= pausedUntil) return;
      pausedUntil = until;
      pause = ms;
    },
    learn(rule: RateLimitRule, announced?: number, refused?: number): void {
      const now = monotonic();
      removeFree(now);
      learned.learn(now, rule, used.size, announced, refused);
    },
    restrict(left: number, ms: number): void {
      const now = monotonic();
      removeFree(now);
      // The server allows as much as this store does anyway.
      if (left >= limit - used.size) return;
      remaining = restrictedUntil > now ? Math.min(remaining, left) : left;
      restrictedUntil = Math.max(restrictedUntil, now + ms);
    },
  };
}
