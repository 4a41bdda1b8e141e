import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import {
  hasRedisServer,
  RedisServer,
  redisTests,
} from '../../packages/rate-limit/test/redis-server.ts';
import { strictServer } from '../../packages/rate-limit/test/strict-server.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
const WORKERS = 3;

describe.skipIf(!hasRedisServer)(`${redisTests}a fleet of workers`, () => {
  it('does each piece of work once, and is never refused', { timeout: 20_000 }, async () => {
    await using server = await strictServer();
    await using redisServer = await RedisServer.start();
    const cards = Array.from({ length: 9 }, (_, index) => String(100 + index));
    await push(redisServer, cards);
    const env = {
      ...process.env,
      KAITEN_URL: server.url,
      KAITEN_TOKEN: 'token',
      REDIS_URL: `redis://127.0.0.1:${redisServer.port}`,
    };
    const outputs = await Promise.all(
      Array.from({ length: WORKERS }, () =>
        promisify(execFile)(process.execPath, [WORKER], { env }),
      ),
    );
    const lines = outputs.flatMap(({ stdout }) => stdout.trim().split('\n').filter(Boolean));
    expect(lines.sort()).toEqual(cards.map((id) => `Archived card ${id}`));
    expect(server.accepted).toHaveLength(cards.length);
    expect(server.refused).toBe(0);
  });
});

async function push(server: RedisServer, ids: string[]): Promise<void> {
  const redis = new Redis({ port: server.port });
  await redis.rpush('cards-to-archive', ...ids);
  redis.disconnect();
}
