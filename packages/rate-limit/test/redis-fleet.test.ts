import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { hasRedisServer, RedisServer, redisTests } from './redis-server.js';
import { strictServer } from './strict-server.js';

const PROCESSES = 10;
const REQUESTS_OF_EACH = 10;
/** Milliseconds. */
const WINDOW = 100;
/** Milliseconds in which all requests are made: more requests than the limit allows. */
const TIME = 1_000;
const WORKER = fileURLToPath(new URL('fleet-worker.ts', import.meta.url));

describe.skipIf(!hasRedisServer)(`${redisTests}ten processes with one token`, () => {
  it('send at most five requests per window in total', { timeout: 30_000 }, async () => {
    await using redisServer = await RedisServer.start();
    await using server = await strictServer({ window: WINDOW });
    const options = [redisServer.port, WINDOW, REQUESTS_OF_EACH, TIME].map(String);
    const workers = Array.from({ length: PROCESSES }, () => fork(WORKER, [server.url, ...options]));
    try {
      await Promise.all(workers.map((worker) => once(worker, 'message')));
      const ends = await Promise.all(workers.map(work));
      expect(ends.map(({ waits }) => waits)).not.toContain(0);
      expect(server.refused).toBe(0);
      expect(server.accepted).toHaveLength(PROCESSES * REQUESTS_OF_EACH);
      expect(await keysOf(redisServer)).not.toMatch(/secret|Bearer/);
    } finally {
      for (const worker of workers) worker.kill();
    }
  });
});

/** @throws Error if the process exits before it has sent all requests. */
async function work(worker: ChildProcess): Promise<{ waits: number }> {
  const message = once(worker, 'message');
  const early = once(worker, 'exit').then(([code]) => Promise.reject(new Error(`exit ${code}`)));
  worker.send('go');
  const [end] = await Promise.race([message, early]);
  await early.catch(() => {});
  return end;
}

async function keysOf(server: RedisServer): Promise<string> {
  const redis = new Redis({ port: server.port });
  const keys = await redis.keys('*');
  redis.disconnect();
  return keys.join('\n');
}
