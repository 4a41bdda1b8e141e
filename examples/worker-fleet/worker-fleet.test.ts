import {
  company,
  type FakeKaiten,
  type FakeKaitenOptions,
  fakeKaiten,
  runExample,
} from '@kaiten-sdk/example-support';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  hasRedisServer,
  RedisServer,
  redisTests,
} from '../../packages/rate-limit/test/redis-server.ts';

const ARCHIVED = 2;
const QUEUE = 'cards-to-archive';
const FAILED = `${QUEUE}:failed`;

const patchOf = (id: string) => `PATCH /cards/${id}`;
const work = (server: Pick<FakeKaiten, 'baseUrl' | 'token'>, ...ending: Ending) =>
  runExample(import.meta.url, [], server, ...ending);
type Ending = [signal?: AbortSignal, killSignal?: NodeJS.Signals];

describe.skipIf(!hasRedisServer)(`${redisTests}a fleet of workers`, { timeout: 60_000 }, () => {
  let redisServer: RedisServer;
  let redis: Redis;

  beforeEach(async () => {
    redisServer = await RedisServer.start();
    redis = new Redis({ port: redisServer.port });
    vi.stubEnv('REDIS_URL', `redis://127.0.0.1:${redisServer.port}`);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    redis.disconnect();
    await redisServer[Symbol.asyncDispose]();
  });

  /** Starts a fake Kaiten with cards and adds their ids to the queue. */
  async function kaitenWith(count: number, options?: FakeKaitenOptions) {
    const ids = Array.from({ length: count }, (_, index) => String(index + 1));
    const cards = ids.map((id) => ({ id: Number(id), title: `Card ${id}`, column_id: 1 }));
    await redis.rpush(QUEUE, ...ids);
    return { ids, cards, server: await fakeKaiten(company({ cards }), options) };
  }
  const listsOfWorkers = () => redis.keys(`${QUEUE}:of:*`);

  test('archives each card once, within the rate limit', async () => {
    let together: Promise<unknown> | undefined;
    const onRequest = async () => {
      together ??= expect.poll(listsOfWorkers, { timeout: 20_000 }).toHaveLength(3);
      await together;
      return undefined;
    };
    const { ids, server } = await kaitenWith(15, { onRequest });
    await using _ = server;
    const first = work(server);
    // So that the other workers find the list of a connected worker.
    await expect.poll(listsOfWorkers, { timeout: 20_000 }).toHaveLength(1);
    const finished = await Promise.all([first, work(server), work(server)]);
    expect(finished.map(({ code }) => code)).toEqual([0, 0, 0]);
    const lines = finished.flatMap(({ stdout }) => stdout.split('\n').filter(Boolean));
    expect(lines.toSorted()).toEqual(ids.map((id) => `Archived ${id}`).toSorted());
    expect(server.requests.toSorted()).toEqual(ids.map(patchOf).toSorted());
    expect(server.refused).toBe(0);
  });

  test('loses no id after 429, 500 and a killed worker', async () => {
    const kill = new AbortController();
    const failed = new Set<string>();
    const onRequest = (request: string) => {
      if (server.requests.length === 3) kill.abort();
      if (failed.has(request) || !/[0369]$/.test(request)) return undefined;
      failed.add(request);
      return new Response('', { status: failed.size % 2 ? 429 : 500 });
    };
    const { ids, cards, server } = await kaitenWith(12, { onRequest });
    await using _ = server;

    const killed = await work(server, kill.signal, 'SIGKILL');
    expect(killed.code).toBe(null);
    expect(await listsOfWorkers()).toHaveLength(1);

    const finished = await Promise.all([work(server), work(server)]);
    expect(finished).toMatchObject([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    expect(cards).toEqual(cards.map((card) => ({ ...card, condition: ARCHIVED })));
    expect(new Set(server.requests)).toEqual(new Set(ids.map(patchOf)));
    expect(failed.size).toBeGreaterThan(2);
    expect(await redis.keys(`${QUEUE}*`)).toEqual([]);
    expect(server.refused).toBe(0);
  });

  test('stores the id of a card that fails, and continues', async () => {
    const { server } = await kaitenWith(3);
    await using _ = server;
    await redis.lpush(QUEUE, '404');
    const { code, stdout, stderr } = await work(server);
    expect(code).toBe(1);
    expect(stdout.split('\n').filter(Boolean)).toHaveLength(3);
    expect(stderr).toMatch(/^Not archived 404: .*404\n$/);
    expect(await redis.lrange(FAILED, 0, -1)).toEqual(['404']);
    expect(await listsOfWorkers()).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('puts back unfinished ids on %s', async (end) => {
    const interrupt = new AbortController();
    const onRequest = (request: string) => {
      if (request !== patchOf('2')) return undefined;
      interrupt.abort();
      return new Response('', { status: 500 });
    };
    const { ids, server } = await kaitenWith(8, { onRequest });
    await using _ = server;
    const { code, stdout, stderr } = await work(server, interrupt.signal, end);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const left = await redis.lrange(QUEUE, 0, -1);
    const done = Array.from(stdout.matchAll(/^Archived (\d+)$/gm), ([, id]) => id);
    expect(left).toContain('2');
    expect([...done, ...left].toSorted()).toEqual(ids);
    expect(await listsOfWorkers()).toEqual([]);
  });

  test('exits if its token is rejected, and loses no id', async () => {
    const { ids, server } = await kaitenWith(3);
    await using _ = server;
    const refused = await work({ ...server, token: 'wrong' });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('AuthenticationError');
    expect(await redis.exists(FAILED)).toBe(0);
    expect((await work(server)).code).toBe(0);
    expect(server.requests.toSorted()).toEqual(ids.map(patchOf));
  });
});
