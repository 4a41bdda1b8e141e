import { Cluster, Redis } from 'ioredis';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RedisClient, redisStore } from '../src/redis/index.js';
import { taken, waitOf } from './permits.js';
import { freePort, hasRedisServer, RedisServer, redisTests } from './redis-server.js';

const RULE = { limit: 1, window: 60_000, permitTimeout: 5_000 };

/** One node with all slots. Like any node it rejects scripts with keys of several slots. */
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

  it('keeps all data of a key on one node, with ioredis', async () => {
    const cluster = new Cluster([{ host: '127.0.0.1', port: server.port }]);
    await expectOneNode(cluster, 'ioredis');
    cluster.disconnect();
  });

  it('keeps all data of a key on one node, with node-redis', async () => {
    const cluster = createCluster({
      rootNodes: [{ socket: { host: '127.0.0.1', port: server.port } }],
    });
    await cluster.connect();
    await expectOneNode(cluster, 'node-redis');
    cluster.destroy();
  });

  async function expectOneNode(client: RedisClient, name: string): Promise<void> {
    const store = redisStore(client, { unavailable: 'fail', timeout: 4_000 });
    for (const key of [name, `}${name}`, `{${name}`, `{}${name}`]) {
      const { permit } = await taken(store, key, RULE);
      store.settle(key, permit, RULE, 0);
      expect(await waitOf(store, key, RULE)).toBeGreaterThan(0);
    }
  }
});
