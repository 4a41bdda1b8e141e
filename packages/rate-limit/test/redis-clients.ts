import { Redis } from 'ioredis';
import { createClient } from 'redis';
import type { RedisClient } from '../src/redis/index.js';

/** A client that closes at the end of the scope. */
type Connected = { client: RedisClient } & AsyncDisposable;

/** A client of each library. Errors are ignored, because tests cause outages. */
export const connect = {
  async ioredis(port: number): Promise<Connected> {
    const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 50 });
    client.on('error', () => undefined);
    await new Promise((resolve) => client.once('ready', resolve));
    return {
      client,
      [Symbol.asyncDispose]: async () => client.disconnect(),
    };
  },

  async 'node-redis'(port: number): Promise<Connected> {
    const client = createClient({
      socket: { port, host: '127.0.0.1', reconnectStrategy: () => 50 },
    });
    client.on('error', () => undefined);
    await client.connect();
    return { client, [Symbol.asyncDispose]: async () => client.destroy() };
  },
};
