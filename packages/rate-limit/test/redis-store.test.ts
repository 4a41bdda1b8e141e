import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, type Redis as Ioredis, Redis } from 'ioredis';
import type { createClient, createCluster } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { RateLimitRule, RateLimitStore } from '../src/index.js';
import { type RedisClient, type RedisStoreOptions, redisStore } from '../src/redis/index.js';
import { isPermit, taken, takenAfterWaits, waitOf } from './permits.js';
import { connect } from './redis-clients.js';
import { hasRedisServer, RedisServer, redisTests } from './redis-server.js';

const RULE: RateLimitRule = { limit: 5, window: 1_000, permitTimeout: 5_000 };
const KEY = 'api.example.com/3f0c9e';
const OPTIONS: RedisStoreOptions = { unavailable: 'fail', timeout: 4_000 };

describe.skipIf(!hasRedisServer)(`${redisTests}redisStore`, () => {
  let server: RedisServer;
  let redis: Redis;

  beforeAll(async () => {
    server = await RedisServer.start();
    redis = new Redis({ port: server.port });
  });

  afterAll(async () => {
    redis?.disconnect();
    await server?.[Symbol.asyncDispose]();
  });

  afterEach(async () => {
    await redis.flushall();
  });

  describe.each(Object.keys(connect) as (keyof typeof connect)[])('over %s', (library) => {
    it('grants only the free permits to many concurrent requests', async () => {
      await using first = await connect[library](server.port);
      await using second = await connect[library](server.port);
      const stores = [redisStore(first.client, OPTIONS), redisStore(second.client, OPTIONS)];
      const asked = Array.from({ length: 100 }, (_, index) =>
        storeAt(stores, index).take(KEY, RULE),
      );
      const permits = (await Promise.all(asked)).filter(isPermit);
      expect(new Set(permits.map(({ permit }) => permit)).size).toBe(5);
    });

    it('loads scripts again after the server forgot them', async () => {
      await using connection = await connect[library](server.port);
      const store = redisStore(connection.client, OPTIONS);
      const { permit } = await taken(store, KEY, RULE);
      await redis.script('FLUSH');
      store.settle(KEY, permit, RULE, 400);
      await expect.poll(() => freeIn(redis, permit)).toBeLessThanOrEqual(600);
      await redis.script('FLUSH');
      expect(isPermit(await store.take(KEY, RULE))).toBe(true);
    });
  });

  it('frees a permit one window after it was settled, and returns the exact wait', async () => {
    const rule = { limit: 1, window: 10_000, permitTimeout: 5_000 };
    const store = redisStore(redis, OPTIONS);
    const { permit } = await taken(store, KEY, rule);
    store.settle(KEY, permit, rule, 9_600);
    await expect.poll(() => freeIn(redis, permit), { interval: 2 }).toBeLessThanOrEqual(400);
    const wait = await waitOf(store, KEY, rule);
    expect(wait).toBeLessThanOrEqual(400);
    await sleep(wait);
    expect(isPermit(await store.take(KEY, rule))).toBe(true);
  });

  it('returns a wait that is short enough to notice a settled permit', async () => {
    const rule = { limit: 1, window: 200, permitTimeout: 5_000 };
    const store = redisStore(redis, OPTIONS);
    await store.take(KEY, rule);
    expect(await waitOf(store, KEY, rule)).toBe(50);
  });

  it('frees the permit of a process that died after permitTimeout', async () => {
    const rule = { limit: 1, window: 300, permitTimeout: 100 };
    await redisStore(redis, OPTIONS).take(KEY, rule);
    const store = redisStore(redis, OPTIONS);
    expect(await waitOf(store, KEY, rule)).toBeLessThanOrEqual(300);
    await sleep(405);
    expect(isPermit(await store.take(KEY, rule))).toBe(true);
  });

  it('never settles a permit later than its timeout, twice, or after it was freed', async () => {
    const rule = { limit: 5, window: 60, permitTimeout: 20 };
    const store = redisStore(redis, OPTIONS);
    const { permit } = await taken(store, KEY, rule);
    await sleep(50);
    store.settle(KEY, permit, rule, 0);
    store.settle(KEY, 'unknown', rule, 0);
    expect(await freeIn(redis, permit)).toBeLessThanOrEqual(30);
    await sleep(30);
    await store.take(KEY, rule);
    store.settle(KEY, permit, rule, 0);
    expect(await redis.zcard(keyOf('permits'))).toBe(1);
  });

  it('takes a permit once if the command is sent twice', async () => {
    const store = redisStore(repeating(redis), OPTIONS);
    const rule = { ...RULE, limit: 1 };
    expect(isPermit(await store.take(KEY, rule))).toBe(true);
    expect(await redis.zcard(keyOf('permits'))).toBe(1);
  });

  it('does not use the clock of the process', async () => {
    const rule = { limit: 1, window: 60_000, permitTimeout: 5_000 };
    const store = redisStore(redis, OPTIONS);
    const { permit } = await taken(store, KEY, rule);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
    try {
      store.settle(KEY, permit, rule, 0);
      await expect.poll(() => freeIn(redis, permit), { interval: 2 }).toBeLessThanOrEqual(60_000);
      expect(await waitOf(store, KEY, rule)).toBeGreaterThan(50_000);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not wait for a clock that was set back', async () => {
    const store = redisStore(redis, OPTIONS);
    const rule = { limit: 1, window: 50, permitTimeout: 50 };
    const { permit } = await taken(store, KEY, rule);
    await redis.zadd(keyOf('permits'), Date.now() + 3_600_000, permit);
    await store.take(KEY, rule);
    await sleep(105);
    expect(isPermit(await store.take(KEY, rule))).toBe(true);
  });

  describe('with waiting processes', () => {
    // The order changes if the machine stalls for longer than a process may be late.
    it('serves them in order of arrival', { retry: 3 }, async () => {
      const rule = { limit: 1, window: 60, permitTimeout: 5_000 };
      const stores = Array.from({ length: 3 }, () => redisStore(redis, OPTIONS));
      const order: number[] = [];
      const { permit } = await taken(storeAt(stores, 0), KEY, rule);
      storeAt(stores, 0).settle(KEY, permit, rule, 0);
      const worker = async (index: number, count: number) => {
        const store = storeAt(stores, index);
        for (let turn = 0; turn < count; turn += 1) {
          const granted = await takenAfterWaits(store, KEY, rule);
          order.push(index);
          store.settle(KEY, granted.permit, rule, 0);
        }
      };
      await Promise.all([worker(0, 3), worker(1, 3), worker(2, 3)]);
      expect(order).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    });

    it('does not wait for a process that does not return', async () => {
      const rule = { limit: 1, window: 60, permitTimeout: 5_000 };
      const [gone, store] = [redisStore(redis, OPTIONS), redisStore(redis, OPTIONS)];
      const { permit } = await taken(store, KEY, rule);
      store.settle(KEY, permit, rule, 0);
      await waitOf(gone, KEY, rule);
      expect(isPermit(await takenAfterWaits(store, KEY, rule))).toBe(true);
    });
  });

  describe('pause', () => {
    it('pauses all processes, and is not shortened', async () => {
      const [store, other] = [redisStore(redis, OPTIONS), redisStore(redis, OPTIONS)];
      store.pause(KEY, 120);
      store.pause(KEY, 20);
      await arrived(redis, 'pause');
      const wait = await waitOf(other, KEY, RULE);
      expect(wait).toBeGreaterThan(20);
      expect(wait).toBeLessThanOrEqual(121);
      expect(await waitOf(store, KEY, RULE)).toBeLessThanOrEqual(120);
      await sleep(wait);
      expect(isPermit(await other.take(KEY, RULE))).toBe(true);
    });

    it('pauses only one key', async () => {
      const store = redisStore(redis, OPTIONS);
      store.pause(KEY, 1_000);
      expect(isPermit(await store.take('another', RULE))).toBe(true);
    });
  });

  describe('restrict', () => {
    it('limits the permits of all processes until it ends', async () => {
      const [store, other] = [redisStore(redis, OPTIONS), redisStore(redis, OPTIONS)];
      await store.take(KEY, RULE);
      store.restrict?.(KEY, 2, 150);
      await arrived(redis, 'remaining');
      expect(isPermit(await other.take(KEY, RULE))).toBe(true);
      expect(isPermit(await store.take(KEY, RULE))).toBe(true);
      const wait = await waitOf(other, KEY, RULE);
      expect(wait).toBeLessThanOrEqual(151);
      await sleep(wait);
      expect(isPermit(await other.take(KEY, RULE))).toBe(true);
    });

    it('never raises the limit', async () => {
      const store = redisStore(redis, OPTIONS);
      await store.take(KEY, RULE);
      store.restrict?.(KEY, 4, 10_000);
      store.restrict?.(KEY, 1, 10_000);
      store.restrict?.(KEY, 3, 20_000);
      await expect.poll(() => redis.get(keyOf('remaining'))).toBe('1');
      const grants = [await store.take(KEY, RULE), await store.take(KEY, RULE)];
      expect(grants.map(isPermit)).toEqual([true, false]);
    });
  });

  describe('learn', () => {
    const AUTO: RateLimitRule = { ...RULE, maxLimit: 100 };

    /** Waits until the script has run, without taking a permit. */
    const learned = (field: string, value: string) =>
      expect.poll(() => redis.hget(keyOf('learned'), field), { interval: 2 }).toBe(value);

    it('shares an announced limit with all processes', async () => {
      const [store, other] = [redisStore(redis, OPTIONS), redisStore(redis, OPTIONS)];
      expect(await other.take(KEY, AUTO)).toMatchObject({ limit: 5 });
      store.learn?.(KEY, AUTO, 50);
      await learned('announced', '50');
      expect(await other.take(KEY, AUTO)).toMatchObject({ limit: 50 });
      store.learn?.(KEY, AUTO, 3);
      await learned('announced', '3');
      expect(await other.take(KEY, AUTO)).toMatchObject({ limit: 3 });
    });

    it('does not change a fixed limit, and needs no key for it', async () => {
      const store = redisStore(redis, OPTIONS);
      await store.take(KEY, RULE);
      expect(await redis.exists(keyOf('learned'))).toBe(0);
      store.learn?.(KEY, AUTO, 50);
      await learned('announced', '50');
      const grants = await Promise.all(Array.from({ length: 9 }, () => store.take(KEY, RULE)));
      expect(grants.filter(isPermit)).toHaveLength(4);
    });

    it('spreads requests beyond the initial limit over all processes', async () => {
      const window = 4_000;
      const rule = { ...AUTO, limit: 5, window };
      const stores = [redisStore(redis, OPTIONS), redisStore(redis, OPTIONS)];
      storeAt(stores, 0).learn?.(KEY, rule, 10);
      await learned('announced', '10');
      const asked = Array.from({ length: 40 }, (_, index) =>
        storeAt(stores, index).take(KEY, rule),
      );
      const grants = await Promise.all(asked);
      // The five of the initial limit, and one more.
      expect(grants.filter(isPermit)).toHaveLength(6);
      const started = performance.now();
      for (let count = 0; count < 4; count += 1) {
        await takenAfterWaits(storeAt(stores, count), KEY, rule);
      }
      // One each 0.3 s, minus what late timers catch up on.
      expect(performance.now() - started).toBeGreaterThan(900);
      expect(await redis.zcard(keyOf('permits'))).toBe(10);
      expect(await waitOf(storeAt(stores, 0), KEY, rule)).toBe(window / 4);
    });

    it('never grants more than a lowered limit after other permits became free', async () => {
      const store = redisStore(redis, OPTIONS);
      const rule = { ...AUTO, window: 60_000 };
      const permits: { permit: string }[] = [];
      for (let count = 0; count < 5; count += 1) permits.push(await taken(store, KEY, rule));
      store.learn?.(KEY, rule, 2);
      await learned('announced', '2');
      const free = async (count: number) => {
        for (const { permit } of permits.splice(0, count)) store.settle(KEY, permit, rule, 60_000);
        await expect
          .poll(async () => {
            const [seconds] = (await redis.time()) as unknown as [number];
            return redis.zcount(keyOf('permits'), Number(seconds) * 1_000 + 1_500, '+inf');
          })
          .toBe(permits.length);
      };
      await free(3);
      expect(isPermit(await store.take(KEY, rule))).toBe(false);
      await free(1);
      expect(isPermit(await store.take(KEY, rule))).toBe(true);
      expect(isPermit(await store.take(KEY, rule))).toBe(false);
    });

    it('lowers the limit of all processes once for several concurrent 429s', async () => {
      const stores = Array.from({ length: 3 }, () => redisStore(redis, OPTIONS));
      for (let count = 0; count < 4; count += 1) await taken(storeAt(stores, count), KEY, AUTO);
      for (const store of stores) store.learn?.(KEY, AUTO, 50, 10);
      await learned('ceiling', '3');
      for (const store of stores) expect(await store.take(KEY, AUTO)).toMatchObject({ limit: 3 });
    });

    it('ignores a 429 for the only request, or for one sent before the limit was lowered', async () => {
      const store = redisStore(redis, OPTIONS);
      const rule = { ...AUTO, window: 60_000 };
      await taken(store, KEY, rule);
      store.learn?.(KEY, rule, 40, 0);
      await learned('announced', '40');
      expect(await redis.hexists(keyOf('learned'), 'ceiling')).toBe(0);
      for (let count = 0; count < 4; count += 1) await taken(store, KEY, rule);
      store.learn?.(KEY, rule, undefined, 0);
      await learned('ceiling', '3');
      await redis.del(keyOf('permits'));
      for (let count = 0; count < 2; count += 1) await taken(store, KEY, rule);
      store.learn?.(KEY, rule, 41, 60_000);
      await learned('announced', '41');
      expect(await redis.hget(keyOf('learned'), 'ceiling')).toBe('3');
    });

    it('rises by one per step, and drops by one if the raised limit is refused', async () => {
      const store = redisStore(redis, OPTIONS);
      const rule = { ...AUTO, window: 100, permitTimeout: 50 };
      for (let count = 0; count < 5; count += 1) await taken(store, KEY, rule);
      store.learn?.(KEY, rule, undefined, 0);
      await learned('ceiling', '3');
      expect(await redis.hget(keyOf('learned'), 'step')).toBe('200');
      await sleep(230);
      expect(await store.take(KEY, rule)).toMatchObject({ limit: 4 });
      await taken(store, KEY, rule);
      store.learn?.(KEY, rule, undefined, 0);
      await learned('step', '800');
      expect(await redis.hget(keyOf('learned'), 'ceiling')).toBe('3');
      expect(await store.take(KEY, rule)).toMatchObject({ limit: 3 });
    });

    it('lets the learned limit expire', async () => {
      const store = redisStore(redis, OPTIONS);
      const rule = { ...AUTO, window: 60 };
      store.learn?.(KEY, rule, 50);
      await learned('announced', '50');
      expect(await redis.pttl(keyOf('learned'))).toBeGreaterThan(1_000);
      expect(await redis.pttl(keyOf('learned'))).toBeLessThanOrEqual(1_024 * 60);
    });
  });

  it('uses only the prefix and the key in names of Redis keys', async () => {
    const store = redisStore(redis, { ...OPTIONS, prefix: 'app:' });
    const rule = { ...RULE, limit: 2 };
    for (let call = 0; call < 3; call += 1) await store.take('hash', rule);
    store.pause('hash', 60_000);
    const stem = 'app:{rate-limit:hash}';
    const names = ['pause', 'permits', 'queue', 'turns'].map((name) => `${stem}:${name}`);
    await expect.poll(async () => (await redis.keys('*')).sort()).toEqual(names);
  });

  it('leaves no keys in Redis', async () => {
    const rule = { limit: 1, window: 60, permitTimeout: 40 };
    const store = redisStore(redis, { ...OPTIONS, prefix: 'app:' });
    await store.take(KEY, rule);
    store.restrict?.(KEY, 0, 60);
    await store.take(KEY, rule);
    store.pause(KEY, 60);
    expect((await redis.keys('*')).every((name) => name.startsWith('app:{'))).toBe(true);
    await expect.poll(() => redis.keys('*'), { timeout: 2_000, interval: 50 }).toEqual([]);
  });

  it('does not subtract a round trip that one process has learned', () => {
    expect(redisStore(redis, OPTIONS).learnsRoundTrip).toBe(false);
  });

  it('accepts an infinite permitTimeout', async () => {
    const store = redisStore(redis, OPTIONS);
    const rule = { limit: 1, window: 50.5, permitTimeout: Number.POSITIVE_INFINITY };
    const { permit } = await taken(store, 'endless', rule);
    store.settle('endless', permit, rule, 0);
    store.pause('endless', Number.POSITIVE_INFINITY);
    expect(await waitOf(store, 'endless', rule)).toBeGreaterThan(1e9);
  });

  it.each([
    [{}, "unavailable must be 'local' or 'fail', found undefined"],
    [{ unavailable: 'local' }, 'processes must be a number >= 1, found undefined'],
    [{ unavailable: 'local', processes: 0 }, 'processes must be a number >= 1, found 0'],
    [{ unavailable: 'fail', timeout: -1 }, 'timeout must be a number >= 1, found -1'],
  ])('throws for the options %j', (options, message) => {
    expect(() => redisStore(redis, options as RedisStoreOptions)).toThrow(message);
  });

  it('throws for an unsupported client', () => {
    expect(() => redisStore({} as RedisClient, OPTIONS)).toThrow('one of ioredis or of redis');
  });
});

it('accepts the clients and clusters of both libraries', () => {
  expectTypeOf<Ioredis>().toExtend<RedisClient>();
  expectTypeOf<Cluster>().toExtend<RedisClient>();
  expectTypeOf<ReturnType<typeof createClient>>().toExtend<RedisClient>();
  expectTypeOf<ReturnType<typeof createCluster>>().toExtend<RedisClient>();
  expectTypeOf<{ unavailable: 'local' }>().not.toExtend<RedisStoreOptions>();
  expectTypeOf<{ unavailable: 'fail' }>().toExtend<RedisStoreOptions>();
});

function storeAt(stores: RateLimitStore[], index: number): RateLimitStore {
  return stores[index % stores.length] as RateLimitStore;
}

function keyOf(name: string): string {
  return `kaiten-sdk:{rate-limit:${KEY}}:${name}`;
}

/** Waits for what the store itself awaits never. */
async function arrived(redis: Redis, name: string): Promise<void> {
  await expect.poll(() => redis.exists(keyOf(name)), { interval: 2 }).toBe(1);
}

/** Milliseconds until a permit is free, by the server's clock. */
async function freeIn(redis: Redis, permit: string): Promise<number> {
  const score = await redis.zscore(keyOf('permits'), permit);
  const [seconds, micros] = (await redis.time()) as unknown as [number, number];
  return Number(score) - Number(seconds) * 1_000 - Number(micros) / 1_000;
}

/** A client that sends each script twice, as one does that lost its connection in between. */
function repeating(redis: Redis): RedisClient {
  return {
    async evalsha(...args: [string, number, ...string[]]) {
      await redis.evalsha(...args);
      return await redis.evalsha(...args);
    },
    eval: (...args: [string, number, ...string[]]) => redis.eval(...args),
  };
}
