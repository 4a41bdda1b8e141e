import { Cluster, Redis } from 'ioredis';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RedisClient, redisStore } from '../src/redis/index.js';
import { taken, waitOf } from './grants.js';
import { freePort, hasRedisServer, RedisServer, redisTests } from './redis-server.js';

const RULE = { limit: 1, window: 60_000, cap: 5_000 };

/** One node that has all slots: it refuses scripts whose keys are not all of one slot, like any. */
describe.skipIf(!hasRedisServer)(`${redisTests}redisStore over a cluster`, () => {
  let server: RedisServer;

  beforeAll(async () => {
    const busPort = String(await freePort());
    const announced = ['--cluster-announce-ip', '127.0.0.1', '--cluster-port', busPort];
    server = await RedisServer.start('--cluster-enabled', 'yes', ...announced);
    const redis = new Redis({ port: server.port });
    await redis.cluster('ADDSLOTSRANGE', 0, 16_383);
    await vi.waitFor(
      async () => expect(await redis.cluster('INFO')).toContain('cluster_state:ok'),
      { timeout: 8_000, interval: 50 },
    );
    redis.disconnect();
  }, 10_000);

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });

  it('keeps what belongs to a key on one node, through ioredis', async () => {
    const cluster = new Cluster([{ host: '127.0.0.1', port: server.port }]);
    await staysWhole(cluster, 'ioredis');
    cluster.disconnect();
  });

  it('keeps what belongs to a key on one node, through node-redis', async () => {
    const cluster = createCluster({
      rootNodes: [{ socket: { host: '127.0.0.1', port: server.port } }],
    });
    await cluster.connect();
    await staysWhole(cluster, 'node-redis');
    cluster.destroy();
  });

  async function staysWhole(client: RedisClient, name: string): Promise<void> {
    const store = redisStore(client, { unavailable: 'fail', timeout: 4_000 });
    for (const key of [name, `}${name}`, `{${name}`, `{}${name}`]) {
      const { permit } = await taken(store, key, RULE);
      store.settle(key, permit, RULE, 0);
      expect(await waitOf(store, key, RULE)).toBeGreaterThan(0);
    }
  }
});
