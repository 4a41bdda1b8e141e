/** One of many processes that share a token. Sends its requests at random times. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const [url = '', redisPort = '', window = '', requests = '', time = ''] = process.argv.slice(2);
const { rateLimit } = await built<typeof import('../src/index.js')>('index.js');
const { redisStore } = await built<typeof import('../src/redis/index.js')>('redis/index.js');

const redis = new Redis({ port: Number(redisPort) });
const store = redisStore(redis, { unavailable: 'fail', timeout: 4_000 });
let waits = 0;
const onWait = () => {
  waits += 1;
};
const limited = rateLimit(fetch, { store, window: Number(window), onWait });
const headers = { authorization: 'Bearer secret-token-of-the-fleet' };

process.send?.('ready');
await once(process, 'message');
await Promise.all(
  Array.from({ length: Number(requests) }, async () => {
    await sleep(Math.random() * Number(time));
    await (await limited(url, { headers })).arrayBuffer();
  }),
);
process.send?.({ waits }, () => process.exit());

/** A separate process needs the compiled JavaScript. */
async function built<Module>(file: string): Promise<Module> {
  return (await import(new URL(`../dist/${file}`, import.meta.url).href)) as Module;
}
