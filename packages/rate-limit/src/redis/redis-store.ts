import { notify, systemClock } from '@kaiten-sdk/core';
import { idleMap } from '../idle-map.js';
import { DECREASE } from '../learned-limit.js';
import type { PermitResult, RateLimitRule, RateLimitStore } from '../store.js';
import { PROBE_INTERVAL, RedisAvailability } from './availability.js';
import type { RedisClient } from './client.js';
import { LocalShare } from './local-share.js';
import { type RedisStoreOptions, redisSettingsOf } from './options.js';
import { SharedPermits } from './shared-permits.js';

/**
 * Counts permits in Redis or Valkey, so that all processes with one token share one limit. Uses the
 * clock of the Redis server. Waiting processes take turns. If a process dies, its permits become free
 * after `permitTimeout` and one window.
 *
 * While Redis is unavailable, each process uses its share of the limit (`'local'`), or calls reject
 * (`'fail'`). It is used again as soon as it replies in time.
 *
 * @param client A client or cluster of `ioredis` or `redis` (node-redis). The caller listens to its
 * `error` event and closes it.
 * @throws TypeError for an unsupported client or value of `unavailable`. RangeError if `timeout` or
 * `processes` is not a number of at least 1.
 * @example
 * const store = redisStore(new Redis(), { unavailable: 'local', processes: 4 });
 * const limited = rateLimit(fetch, { store });
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions): RateLimitStore {
  const { prefix, timeout, processes, onUnavailable } = redisSettingsOf(options);
  const shared = new SharedPermits(client, prefix);
  const local = processes === undefined ? undefined : new LocalShare(processes);
  const states = idleMap(() => new KeyState());
  const redis = new RedisAvailability({
    timeout,
    onDown: (error) => notify(onUnavailable, error),
    // Other processes use their shares until they notice that Redis is available.
    async beforeUp() {
      const keys = local?.usedKeys() ?? [];
      await Promise.all(
        keys.map((key) => shared.pause(key, (states.get(key).rule?.window ?? 0) + PROBE_INTERVAL)),
      );
      local?.end();
    },
  });

  async function takeShared(key: string, rule: RateLimitRule): Promise<PermitResult> {
    const permit = shared.nextPermit();
    const result = await redis.ask(shared.take(key, rule, permit), () => {
      // The call does not wait for this permit any more.
      ignoreFailure(shared.settle(key, permit, rule.window, rule.window));
    });
    states.get(key).limit = result.limit;
    return result;
  }

  /** Without `maxLimit`: each process sees only a part, so the limit is not raised without Redis. */
  const localRule = (key: string, { limit, window, permitTimeout }: RateLimitRule) => ({
    limit: states.get(key).limit ?? limit,
    window,
    permitTimeout,
  });

  return {
    // Each process would learn its own minimum, but what is subtracted must be safe for all.
    learnsRoundTrip: false,

    async take(key, rule) {
      const paused = states.get(key).use(rule);
      if (paused > 0) return { wait: paused, pause: states.get(key).pauseLength };
      if (!redis.isUp) redis.probe(() => shared.pause(key, 0));
      else if (!local) return await takeShared(key, rule);
      else {
        const result = await takeShared(key, rule).catch(() => undefined);
        if (result) return result;
      }
      if (!local) throw redis.error();
      return await local.take(key, localRule(key, rule));
    },

    settle(key, permit, rule, ago) {
      if (local?.settle(key, permit, localRule(key, rule), ago)) return;
      ignoreFailure(shared.settle(key, permit, rule.window, ago));
    },

    pause(key, ms) {
      states.get(key).pause(ms);
      if (redis.isUp) ignoreFailure(shared.pause(key, ms));
    },

    restrict(key, remaining, ms) {
      const { rule, limit } = states.get(key);
      if (!redis.isUp) local?.restrict(key, remaining, ms);
      else if (rule) ignoreFailure(shared.restrict(key, limit ?? rule.limit, remaining, ms));
    },

    learn(key, rule, announced, refused) {
      const state = states.get(key);
      const isNew = refused !== undefined || (announced ?? state.limit) !== state.limit;
      if (redis.isUp) {
        if (isNew) ignoreFailure(shared.learn(key, rule, announced, refused));
        return;
      }
      const { limit = rule.limit } = state;
      // Several 429s of the same moment lower the limit once.
      const lowersLimit = refused !== undefined && !state.isPaused;
      const lowered = lowersLimit ? Math.max(1, Math.floor(limit * DECREASE)) : limit;
      state.limit = Math.min(lowered, announced ?? limit);
    },
  };
}

/** What this process knows about one key, with or without Redis. */
class KeyState {
  rule: RateLimitRule | undefined;
  /** The limit when Redis last replied, if it is learned. */
  limit: number | undefined;
  /** Milliseconds from the beginning of the last pause to its end. */
  pauseLength = 0;
  #usedUntil = 0;
  #pausedUntil = 0;

  /** Returns the remaining milliseconds of a pause. */
  use(rule: RateLimitRule): number {
    const now = systemClock.monotonic();
    this.rule = rule;
    this.#usedUntil = now + rule.permitTimeout + rule.window;
    return this.#pausedUntil - now;
  }

  get isPaused(): boolean {
    return this.#pausedUntil > systemClock.monotonic();
  }

  pause(ms: number): void {
    const until = systemClock.monotonic() + ms;
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    this.pauseLength = ms;
  }

  isIdle(): boolean {
    return Math.max(this.#usedUntil, this.#pausedUntil) <= systemClock.monotonic();
  }
}

/** The next `take` reports the failure. Until then a permit lasts until its timeout. */
function ignoreFailure(reply: Promise<unknown>): void {
  reply.catch(() => undefined);
}
