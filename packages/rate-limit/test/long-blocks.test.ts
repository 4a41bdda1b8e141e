import { isRateLimitError, responseInfoOf } from '@kaiten-sdk/core';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { memoryStore, type RateLimitStore, rateLimit } from '../src/index.js';
import { redisStore } from '../src/redis/index.js';
import { hasRedisServer, RedisServer, redisTests } from './redis-server.js';
import { type Exchange, virtualServer } from './virtual-server.js';
import { EPOCH, VirtualTime } from './virtual-time.js';

const refusal = (headers: Record<string, string>) => new Response(null, { status: 429, headers });
const hour = 3_600_000;

function setUp(
  answer: (exchange: Exchange) => Response | undefined,
  { maxPause, store }: { maxPause?: number; store?: (time: VirtualTime) => RateLimitStore } = {},
) {
  const time = new VirtualTime();
  const server = virtualServer(time, { answer, delays: () => ({ before: 5, after: 5 }) });
  const options = { clock: time, key: () => 'k', maxPause, store: store?.(time) };
  const limited = rateLimit(server.fetch, options);
  return { time, server, limited, options };
}

describe('a 429 that asks for more than maxPause', () => {
  it.each<[string, Record<string, string>]>([
    ['Retry-After in seconds', { 'retry-after': '3600' }],
    [
      'Retry-After as a date',
      {
        'retry-after': new Date(EPOCH + hour).toUTCString(),
        date: new Date(EPOCH).toUTCString(),
      },
    ],
    ['X-RateLimit-Reset in seconds', { 'x-ratelimit-reset': '3600' }],
  ])('rejects all queued calls at once, with its end: %s', async (_name, headers) => {
    const { time, server, limited } = setUp(() => refusal(headers));
    const calls = Array.from({ length: 25 }, () =>
      limited('a', { method: 'PATCH', call: { pathTemplate: '/cards' } }),
    );
    const results = Promise.allSettled(calls);
    await time.pass(10);
    const settled = await results;
    expect(server.exchanges).toHaveLength(5);
    const returned = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    expect(returned.map(({ status }) => status)).toEqual(Array(5).fill(429));
    expect(responseInfoOf(returned[0] as Response).pause).toBe(hour);
    const rejected = settled.flatMap((each) => (each.status === 'rejected' ? each.reason : []));
    expect(rejected).toHaveLength(20);
    expect(new Set(rejected).size).toBe(20);
    for (const error of rejected) {
      expect(isRateLimitError(error)).toBe(true);
      expect(error).toMatchObject({ status: 429, retryAt: new Date(EPOCH + 10 + hour) });
      expect(error.message).toBe(
        'PATCH /cards was not sent: an earlier request returned 429; retry at Thu, 01 Jan 2026 01:00:00 GMT',
      );
    }
    expect(time.timers).toBe(0);
  });

  it('rejects later calls until its end, without a request', async () => {
    const { time, server, limited } = setUp(({ sent }) =>
      sent === 0 ? refusal({ 'retry-after': '3600' }) : undefined,
    );
    const first = limited('a');
    await time.pass(10);
    await first;
    for (const ms of [0, hour / 2, hour / 2 - 1]) {
      await time.pass(ms);
      await expect(limited('a', { call: { attempt: 2 } })).rejects.toMatchObject({
        name: 'RateLimitError',
        retryAt: new Date(EPOCH + 10 + hour),
        attempts: [],
      });
    }
    expect(server.exchanges).toHaveLength(1);
    await time.pass(1);
    const later = limited('a');
    await time.pass(10);
    await expect(later).resolves.toHaveProperty('status', 200);
  });

  it('is reported, and visible in the statistics', async () => {
    const { time, limited } = setUp(() => refusal({ 'retry-after': '3600' }));
    const first = limited('a');
    await time.pass(10);
    await first;
    expect(limited.stats()).toMatchObject({ k: { pausedUntil: EPOCH + 10 + hour, queued: 0 } });
  });

  it('applies to all limiters of a store', async () => {
    let store: RateLimitStore | undefined;
    const { time, server, limited, options } = setUp(() => refusal({ 'retry-after': '3600' }), {
      store: (clock) => {
        store = memoryStore(clock);
        return store;
      },
    });
    const other = rateLimit(server.fetch, { ...options, store });
    const first = limited('a');
    await time.pass(10);
    await first;
    await expect(other('a')).rejects.toMatchObject({ retryAt: new Date(EPOCH + 10 + hour) });
    expect(server.exchanges).toHaveLength(1);
  });

  it.each(['Infinity', '1e300', '99999999999999'])('may ask for anything: %s', async (value) => {
    const { time, limited } = setUp(() => refusal({ 'retry-after': value }));
    const results = Promise.allSettled(Array.from({ length: 6 }, () => limited('a')));
    await time.pass(10);
    expect((await results).at(-1)).toMatchObject({ reason: { name: 'RateLimitError' } });
  });
});

describe('a 429 that asks for at most maxPause', () => {
  it.each([
    ['1', undefined],
    ['60', undefined],
    ['600', 600_000],
  ])('makes all calls wait once: %s s', async (seconds, maxPause) => {
    const pause = Number(seconds) * 1_000;
    const { time, server, limited } = setUp(
      ({ sent }) => (sent < pause ? refusal({ 'retry-after': seconds }) : undefined),
      { maxPause },
    );
    const send = async (attempt = 1): Promise<number> => {
      const { status } = await limited('a', { call: { attempt } });
      return status === 429 ? send(attempt + 1) : attempt;
    };
    const attempts = Promise.all(Array.from({ length: 20 }, () => send()));
    await time.pass();
    expect((await attempts).sort()).toEqual([...Array(15).fill(1), ...Array(5).fill(2)]);
    expect(server.exchanges).toHaveLength(25);
    expect(server.exchanges.filter(({ sent }) => sent > 10 && sent < pause)).toEqual([]);
  });
});

describe('a store that throws', () => {
  it.each<[string, () => unknown]>([
    [
      'at once',
      () => {
        throw new Error('store');
      },
    ],
    ['later', () => Promise.reject(new Error('store'))],
  ])('%s does not replace a response', async (_name, fail) => {
    const time = new VirtualTime();
    const broken = { settle: fail, pause: fail, restrict: fail, learn: fail } as never;
    const store: RateLimitStore = { ...memoryStore(time), ...(broken as object) };
    const headers = {
      'x-ratelimit-limit': '7',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '9',
    };
    const statuses = [200, 429, 500];
    const inner = async () => new Response(null, { status: statuses.shift() ?? 200, headers });
    const limited = rateLimit(inner, { clock: time, key: () => 'k', store });
    const results = Promise.all([limited('a'), limited('a'), limited('a'), limited('a')]);
    await time.pass();
    expect((await results).map(({ status }) => status)).toEqual([200, 429, 500, 200]);
  });
});

describe.skipIf(!hasRedisServer)(`${redisTests}over Redis`, () => {
  const key = 'k';
  const pauseKey = 'kaiten-sdk:{rate-limit:k}:pause';
  const rule = { limit: 5, window: 100, permitTimeout: 500 };

  async function fleet() {
    const server = await RedisServer.start();
    const redis = new Redis({ port: server.port });
    const store = () => redisStore(redis, { unavailable: 'fail', timeout: 4_000 });
    return {
      redis,
      store,
      [Symbol.asyncDispose]: async () => {
        redis.disconnect();
        await server[Symbol.asyncDispose]();
      },
    };
  }

  it('a long block rejects the calls of every process', async () => {
    await using processes = await fleet();
    let requests = 0;
    const inner = async () => {
      requests += 1;
      return refusal({ 'retry-after': '3600' });
    };
    const limiterOf = (store: RateLimitStore) => rateLimit(inner, { store, key: () => key });
    await limiterOf(processes.store())('http://a/');
    await expect.poll(() => processes.redis.exists(pauseKey)).toBe(1);
    const other = limiterOf(processes.store());
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => other('http://a/')));
    expect(requests).toBe(1);
    for (const result of results) {
      const { reason } = result as PromiseRejectedResult;
      expect(isRateLimitError(reason)).toBe(true);
      expect(Math.abs(reason.retryAt.getTime() - Date.now() - hour)).toBeLessThan(60_000);
    }
  });

  it.each(['pause', 'restriction'])(
    'a clock that was set back does not extend a %s',
    async (kind) => {
      await using processes = await fleet();
      const { redis } = processes;
      const store = processes.store();
      await store.take(key, rule);
      if (kind === 'pause') store.pause(key, 60);
      else store.restrict?.(key, 0, 60);
      const name = kind === 'pause' ? pauseKey : pauseKey.replace('pause', 'remaining');
      await expect.poll(() => redis.exists(name)).toBe(1);
      // Redis keeps the time at which a key expires, by its own clock.
      await redis.pexpire(name, hour);
      const other = processes.store();
      const result = (await other.take(key, rule)) as { wait: number };
      expect(result.wait).toBeLessThanOrEqual(61);
      await expect.poll(async () => 'permit' in (await other.take(key, rule))).toBe(true);
    },
  );
});
