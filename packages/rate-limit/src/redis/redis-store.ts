import { notify } from '@kaiten-sdk/core';
import { DECREASE } from '../learned-limit.js';
import type { Grant, RateLimitStore, Rule } from '../store.js';
import { type RedisClient, scriptCommandsOf } from './client.js';
import { notesByKey } from './key-notes.js';
import { Link, PROBE_INTERVAL } from './link.js';
import { LocalShare } from './local-share.js';
import { type RedisStoreOptions, redisSettingsOf } from './options.js';
import { SharedPermits } from './shared-permits.js';

/**
 * Counts permits in Redis or Valkey, so that all processes with one token keep to one limit. Time is
 * the server's own. Processes that wait take turns. A permit whose process died is free one `cap` and
 * one window after it was given.
 *
 * While Redis is unavailable each process has its share (`local`), or calls are rejected (`fail`); it
 * is used again as soon as it answers in time.
 *
 * @param client Of `ioredis` or `redis` (node-redis), a cluster's too. It stays yours: listen to its
 * `error` event, and close it.
 * @throws TypeError for another client or policy. RangeError for a `timeout` or `processes` that is
 * no number from 1.
 * @example
 * const store = redisStore(new Redis(), { unavailable: 'local', processes: 4 });
 * const limited = rateLimit(fetch, { store });
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions): RateLimitStore {
  const { prefix, timeout, processes, onUnavailable } = redisSettingsOf(options);
  const shared = new SharedPermits(scriptCommandsOf(client), prefix);
  const local = processes === undefined ? undefined : new LocalShare(processes);
  const notes = notesByKey();
  const link = new Link({
    timeout,
    onDown: (error) => notify(onUnavailable, error),
    beforeUp: () => waitForTheOthers(),
  });

  /** They may not know yet that Redis is back, and go on with their shares until they do. */
  async function waitForTheOthers(): Promise<void> {
    const keys = local?.usedKeys() ?? [];
    await Promise.all(
      keys.map((key) => shared.pause(key, (notes.get(key).rule?.window ?? 0) + PROBE_INTERVAL)),
    );
    local?.leave();
  }

  async function takeShared(key: string, rule: Rule): Promise<Grant> {
    const permit = shared.nextPermit();
    const grant = await link.ask(shared.take(key, rule, permit), () => {
      // Nobody waits for it any more: it is given back at once.
      unawaited(shared.settle(key, permit, rule.window, rule.window));
    });
    notes.get(key).limit = grant.limit;
    return grant;
  }

  /** Without Redis nothing is learned but how to be slower: each process sees a part only. */
  const shareRule = (key: string, { limit, window, cap }: Rule): Rule => ({
    limit: notes.get(key).limit ?? limit,
    window,
    cap,
  });

  return {
    // Each process would learn a minimum of its own: what one subtracts must be true for all.
    learnsRoundTrip: false,

    async take(key, rule) {
      const paused = notes.get(key).use(rule);
      if (paused > 0) return { wait: paused };
      if (!link.isUp) link.probe(() => shared.pause(key, 0));
      else if (!local) return await takeShared(key, rule);
      else {
        const grant = await takeShared(key, rule).catch(() => undefined);
        if (grant) return grant;
      }
      if (!local) throw link.error();
      return await local.take(key, shareRule(key, rule));
    },

    settle(key, permit, rule, ago) {
      if (local?.settle(key, permit, shareRule(key, rule), ago)) return;
      unawaited(shared.settle(key, permit, rule.window, ago));
    },

    pause(key, ms) {
      notes.get(key).pause(ms);
      if (link.isUp) unawaited(shared.pause(key, ms));
    },

    restrict(key, remaining, ms) {
      const { rule, limit } = notes.get(key);
      if (!link.isUp) local?.restrict(key, remaining, ms);
      else if (rule) unawaited(shared.restrict(key, limit ?? rule.limit, remaining, ms));
    },

    learn(key, rule, announced, refused) {
      const note = notes.get(key);
      const isNews = refused !== undefined || (announced ?? note.limit) !== note.limit;
      if (link.isUp) {
        // What Redis knows already is not sent with each response.
        if (isNews) unawaited(shared.learn(key, rule, announced, refused));
        return;
      }
      const { limit = rule.limit } = note;
      // Those that are refused together are one reason.
      const isReason = refused !== undefined && !note.isPaused;
      const lowered = isReason ? Math.max(1, Math.floor(limit * DECREASE)) : limit;
      note.limit = Math.min(lowered, announced ?? limit);
    },
  };
}

/** What fails here shows in the next take; until then a permit lasts as long as its cap. */
function unawaited(answer: Promise<unknown>): void {
  answer.catch(() => undefined);
}
