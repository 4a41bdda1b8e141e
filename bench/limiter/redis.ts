/**
 * Measures four processes that share five requests per second through Redis, against a server in a
 * separate process that counts a strict sliding second. All scenarios run at once, with separate keys.
 * Needs redis-server on PATH.
 * `pnpm --filter @kaiten-sdk/bench run limiter:redis --seconds 10` (default: 60).
 */
import { RedisServer } from '../../packages/rate-limit/test/redis-server.ts';
import { OVER_REDIS } from './contestants.ts';
import { callsFromArguments, judge, measure } from './measurement.ts';
import { SCENARIOS } from './scenarios.ts';

const PROCESSES = 4;
/** How much lower the use may be than in one process, because of the round trips to Redis. */
const TOLERANCE = 0.02;

const calls = Math.ceil(callsFromArguments() / PROCESSES);
await using redis = await RedisServer.start();

const results = await Promise.all(
  SCENARIOS.map((scenario) =>
    measure(scenario, (url) => {
      const task = { contestant: OVER_REDIS, url, redisPort: redis.port, calls };
      return Array.from({ length: PROCESSES }, () => task);
    }),
  ),
);
SCENARIOS.forEach((scenario, index) => {
  const { least } = scenario;
  const tolerant = { ...scenario, least: { ...least, use: least.use - TOLERANCE } };
  const result = results[index];
  if (result) judge(tolerant, result);
});
