/** One of the processes that share a limit over Redis. Its first call finds everything cold. */
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { redisStore } from '@kaiten-sdk/rate-limit/redis';
import { Redis } from 'ioredis';
import { callFor, callTogether } from './call-together.ts';

const [url = '', redisPort = '', calls = '', seconds = ''] = process.argv.slice(2);

const redis = new Redis({ port: Number(redisPort) });
const store = redisStore(redis, { unavailable: 'fail', timeout: 10_000 });
const limited = rateLimit(fetch, { store });
await (seconds
  ? callFor(() => limited(url), Number(seconds))
  : callTogether(() => limited(url), Number(calls)));
process.exit();
