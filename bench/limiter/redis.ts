/**
 * What four processes that share a limit over Redis make of five requests a second, against a server
 * in a process of its own that counts a strict sliding second. All scenarios at once, each with keys
 * of its own. Needs redis-server on PATH.
 * `pnpm --filter @kaiten-sdk/bench limiter:redis --seconds 10` (60 when not told).
 */
import { RedisServer } from '../../packages/rate-limit/test/redis-server.ts';
import { callsFromArguments, forkHere, judge, measure } from './measurement.ts';
import { SCENARIOS } from './scenarios.ts';

const PROCESSES = 4;
/** How much less than in one process is enough: Redis is asked in between. */
const TOLERANCE = 0.02;

const calls = String(Math.ceil(callsFromArguments() / PROCESSES));
await using redis = await RedisServer.start();

const results = await Promise.all(
  SCENARIOS.map((scenario) =>
    measure(scenario, (url) =>
      Array.from({ length: PROCESSES }, () =>
        forkHere('redis-client.ts', [url, String(redis.port), calls]),
      ),
    ),
  ),
);
SCENARIOS.forEach((scenario, index) => {
  const { least } = scenario;
  const tolerant = { ...scenario, least: { ...least, use: least.use - TOLERANCE } };
  const result = results[index];
  if (result) judge(tolerant, result);
});
