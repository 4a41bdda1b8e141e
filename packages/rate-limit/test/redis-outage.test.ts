import { ConnectionError } from '@kaiten-sdk/core';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RateLimitRule, type RateLimitStore, rateLimit } from '../src/index.js';
import { redisStore } from '../src/redis/index.js';
import { isPermit, taken, takenAfterWaits, waitOf } from './permits.js';
import { connect } from './redis-clients.js';
import { hasRedisServer, RedisServer, redisTests } from './redis-server.js';
import { strictServer } from './strict-server.js';

const KEY = 'api.example.com/3f0c9e';
const RULE: RateLimitRule = { limit: 4, window: 100, permitTimeout: 5_000 };
const TIMEOUT = 250;

describe.skipIf(!hasRedisServer)(`${redisTests}redisStore without Redis`, () => {
  let server: RedisServer;

  beforeEach(async () => {
    server = await RedisServer.start();
  });

  afterEach(async () => {
    await server[Symbol.asyncDispose]();
  });

  describe.each(Object.keys(connect) as (keyof typeof connect)[])('over %s', (library) => {
    it("rejects calls until Redis is available again, with unavailable: 'fail'", async () => {
      await using connection = await connect[library](server.port);
      const errors: ConnectionError[] = [];
      const store = redisStore(connection.client, {
        unavailable: 'fail',
        timeout: TIMEOUT,
        onUnavailable: (error) => {
          errors.push(error);
          throw new Error('in the hook');
        },
      });
      await taken(store, KEY, RULE);
      await server.stop();
      for (let call = 0; call < 3; call += 1) {
        const error = await rejectionOf(store.take(KEY, RULE));
        expect(error).toBeInstanceOf(ConnectionError);
        expect((error as Error).message).toMatch(/^Redis, which stores .+; nothing was sent$/);
      }
      expect(errors).toHaveLength(1);
      await server.startAgain();
      await availableAgain(store);
      expect(errors).toHaveLength(1);
    });

    it("uses its share until Redis is available again, with unavailable: 'local'", async () => {
      await using connection = await connect[library](server.port);
      const store = redisStore(connection.client, {
        unavailable: 'local',
        processes: 2,
        timeout: TIMEOUT,
      });
      await taken(store, KEY, RULE);
      await server.stop();
      expect(isPermit(await store.take(KEY, RULE))).toBe(false);
      const first = await takenAfterWaits(store, KEY, RULE);
      const second = await takenAfterWaits(store, KEY, RULE);
      expect(isPermit(await store.take(KEY, RULE))).toBe(false);
      for (const { permit } of [first, second]) store.settle(KEY, permit, RULE, 0);
      const third = await takenAfterWaits(store, KEY, RULE);
      expect(third.permit).toMatch(/^local:/);
      await server.startAgain();
      await using observer = observerOf(server);
      await expect
        .poll(() => waitsForOtherProcesses(store, observer.redis), { timeout: 2_500, interval: 20 })
        .toBe(true);
    });
  });

  it('releases a permit whose reply arrived too late', async () => {
    await using connection = await connect.ioredis(server.port);
    await using observer = observerOf(server);
    const store = redisStore(connection.client, { unavailable: 'fail', timeout: TIMEOUT });
    await taken(store, KEY, RULE);
    server.freeze();
    await expect(store.take(KEY, RULE)).rejects.toThrow(`no reply within ${TIMEOUT} ms`);
    server.unfreeze();
    await availableAgain(store);
    const held = await observer.redis.zcount(permitsKey, Date.now() + RULE.window, '+inf');
    expect(held).toBe(2);
  });

  it('does not pause other processes after a short outage', async () => {
    await using connection = await connect.ioredis(server.port);
    await using observer = observerOf(server);
    const store = redisStore(connection.client, {
      unavailable: 'local',
      processes: 1,
      timeout: TIMEOUT,
    });
    const rule = { ...RULE, window: 60_000 };
    await taken(store, KEY, rule);
    server.freeze();
    expect(await waitOf(store, KEY, rule)).toBe(250);
    server.unfreeze();
    await availableAgain(store, rule);
    expect(await observer.redis.exists(pauseKey)).toBe(0);
  });

  it('keeps a pause from before the outage', async () => {
    await using connection = await connect.ioredis(server.port);
    const store = redisStore(connection.client, {
      unavailable: 'local',
      processes: 1,
      timeout: TIMEOUT,
    });
    store.pause(KEY, 60_000);
    await server.stop();
    expect(await waitOf(store, KEY, RULE)).toBeGreaterThan(50_000);
  });

  it('sends one request per longer window if the share is less than one', async () => {
    await using connection = await connect.ioredis(server.port);
    await server.stop();
    const rule = { limit: 2, window: 50, permitTimeout: 5_000 };
    const store = redisStore(connection.client, {
      unavailable: 'local',
      processes: 800_000,
      timeout: 20,
    });
    const waits: number[] = [];
    for (let call = 0; call < 2; call += 1) waits.push(await waitOf(store, KEY, rule));
    expect(waits).toEqual([250, 250]);
  });

  it('restricts the share to the remaining requests that the server reports', async () => {
    await using connection = await connect.ioredis(server.port);
    await server.stop();
    const store = redisStore(connection.client, {
      unavailable: 'local',
      processes: 1,
      timeout: 20,
    });
    await takenAfterWaits(store, KEY, RULE);
    store.restrict?.(KEY, 0, 60_000);
    expect(await waitOf(store, KEY, RULE)).toBe(250);
  });

  it('never exceeds the limit while Redis stops and starts', {
    timeout: 15_000,
  }, async () => {
    const limit = 6;
    const window = 100;
    await using kaiten = await strictServer({ limit, window });
    await using first = await connect.ioredis(server.port);
    await using second = await connect['node-redis'](server.port);
    await using observer = observerOf(server);
    const processes = [first, second].map(({ client }) => {
      const options = { unavailable: 'local', processes: 2, timeout: TIMEOUT } as const;
      return rateLimit(fetch, { limit, window, store: redisStore(client, options) });
    });
    let isDone = false;
    const callers = processes.map(async (limited) => {
      while (!isDone) {
        await Promise.all(
          Array.from({ length: 6 }, async () => (await limited(kaiten.url)).text()),
        );
      }
    });
    const sends = async (count: number) => {
      const before = kaiten.accepted.length;
      await expect
        .poll(() => kaiten.accepted.length - before, { timeout: 5_000 })
        .toBeGreaterThan(count);
    };
    try {
      await sends(12);
      await server.stop();
      await sends(12);
      await server.startAgain();
      const isShared = async () => (await observer.redis.keys('*:permits')).length > 0;
      await expect.poll(isShared, { timeout: 8_000 }).toBe(true);
      await sends(12);
    } finally {
      isDone = true;
      await Promise.all(callers);
    }
    expect(kaiten.refused).toBe(0);
  });
});

const permitsKey = `kaiten-sdk:{rate-limit:${KEY}}:permits`;
const pauseKey = `kaiten-sdk:{rate-limit:${KEY}}:pause`;

async function rejectionOf(answer: unknown): Promise<unknown> {
  try {
    await answer;
  } catch (error) {
    return error;
  }
  throw new Error('It was not rejected');
}

/** Waits for the first permit that comes from Redis again. */
async function availableAgain(store: RateLimitStore, rule = RULE): Promise<void> {
  const isBack = async () => {
    try {
      const grant = await store.take(KEY, rule);
      return isPermit(grant) && !grant.permit.startsWith('local:');
    } catch {
      return false;
    }
  };
  await expect.poll(isBack, { timeout: 2_500, interval: 20 }).toBe(true);
}

function observerOf(server: RedisServer): { redis: Redis } & AsyncDisposable {
  const redis = new Redis({ port: server.port });
  return { redis, [Symbol.asyncDispose]: async () => redis.disconnect() };
}

/** Whether a call uses Redis again, and has to wait until other processes have noticed as well. */
async function waitsForOtherProcesses(store: RateLimitStore, redis: Redis): Promise<boolean> {
  const grant = await store.take(KEY, RULE);
  if (isPermit(grant)) store.settle(KEY, grant.permit, RULE, 0);
  return !isPermit(grant) && (await redis.exists(pauseKey)) === 1;
}
