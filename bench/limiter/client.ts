/** Makes the calls of one contestant, in a separate process so that its first call is a cold start. */
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { redisStore } from '@kaiten-sdk/rate-limit/redis';
import { Redis } from 'ioredis';
import { CONTESTANTS, LEARNING, OVER_REDIS } from './contestants.ts';
import type { ClientTask } from './measurement.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as ClientTask;
const get = getOf(task);

if ('calls' in task) await call(10, task.calls);
else {
  // More callers than a limit of 50 allows. Calls that are still queued at the end are abandoned.
  const end = new Promise((resolve) => setTimeout(resolve, task.seconds * 1_000));
  await Promise.race([call(100), end]);
}
process.exit();

function getOf({ contestant, redisPort }: ClientTask): (url: string) => Promise<Response> {
  if (contestant === LEARNING) return rateLimit(fetch);
  if (contestant === OVER_REDIS) {
    const redis = new Redis({ port: Number(redisPort) });
    const store = redisStore(redis, { unavailable: 'fail', timeout: 10_000 });
    return rateLimit(fetch, { store });
  }
  const create = CONTESTANTS[contestant];
  if (!create) throw new Error(`There is no contestant named ${contestant}`);
  return create();
}

async function call(callers: number, calls = Infinity): Promise<void> {
  let remaining = calls;
  const caller = async (): Promise<void> => {
    while (remaining > 0) {
      remaining -= 1;
      await (await get(task.url)).arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}
