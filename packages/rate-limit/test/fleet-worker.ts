/** One process of many that share a token: sends what it can until it is told to stop. */
import { Redis } from 'ioredis';

const [url = '', redisPort = '', name = ''] = process.argv.slice(2);
const { rateLimit } = await built<typeof import('../src/index.js')>('index.js');
const { redisStore } = await built<typeof import('../src/redis/index.js')>('redis/index.js');

const redis = new Redis({ port: Number(redisPort) });
const store = redisStore(redis, { unavailable: 'fail', timeout: 4_000 });
const limited = rateLimit(fetch, { store });
const headers = { authorization: 'Bearer secret-token-of-the-fleet' };

process.once('message', () => process.exit());
process.send?.('ready');
await Promise.all(
  Array.from({ length: 3 }, async () => {
    for (;;) await (await limited(`${url}/${name}`, { headers })).arrayBuffer();
  }),
);

/** As a process of its own it needs JavaScript. */
async function built<Module>(file: string): Promise<Module> {
  return (await import(new URL(`../dist/${file}`, import.meta.url).href)) as Module;
}
