import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { hasRedisServer, RedisServer, redisTests } from './redis-server.js';
import { strictServer } from './strict-server.js';

const PROCESSES = 10;
const WORKER = fileURLToPath(new URL('fleet-worker.ts', import.meta.url));

describe.skipIf(!hasRedisServer)(`${redisTests}ten processes with one token`, () => {
  it('stay within five a second together', { timeout: 20_000 }, async () => {
    await using redisServer = await RedisServer.start();
    await using server = await strictServer();
    const workers = Array.from({ length: PROCESSES }, (_, index) =>
      fork(WORKER, [server.url, String(redisServer.port), String(index)]),
    );
    try {
      await Promise.all(workers.map((worker) => once(worker, 'message')));
      const before = server.accepted.length;
      await expect
        .poll(() => server.accepted.length, { timeout: 10_000, interval: 50 })
        .toBeGreaterThanOrEqual(before + 8);
      expect(server.refused).toBe(0);
      expect(await keysOf(redisServer)).not.toMatch(/secret|Bearer/);
    } finally {
      await Promise.all(workers.map(stop));
    }
  });
});

async function stop(worker: ChildProcess): Promise<void> {
  const exited = once(worker, 'exit');
  worker.send('stop');
  await exited;
}

async function keysOf(server: RedisServer): Promise<string> {
  const redis = new Redis({ port: server.port });
  const keys = await redis.keys('*');
  redis.disconnect();
  return keys.join('\n');
}
