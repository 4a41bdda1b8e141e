// Run: KAITEN_DOMAIN=acme KAITEN_TOKEN=… REDIS_URL=redis://… node examples/worker-fleet/main.ts
import { randomUUID } from 'node:crypto';
import { redisStore } from '@kaiten-sdk/rate-limit/redis';
import { Redis } from 'ioredis';
import {
  CardConditionInput,
  createKaiten,
  isAbortError,
  isAuthenticationError,
  isKaitenError,
} from 'kaiten-sdk';
import { jobsIn } from './jobs.ts';

const MAX_WORKERS = 10;
const CONCURRENCY = 5;

const { KAITEN_BASE_URL: baseUrl, REDIS_URL = 'redis://127.0.0.1:6379' } = process.env;
const worker = randomUUID();
const redis = new Redis(REDIS_URL, { connectionName: worker });
redis.on('error', (error) => console.error(error.message));
const store = redisStore(redis, {
  unavailable: 'local',
  processes: MAX_WORKERS,
  onUnavailable: (error) => console.error(error.message),
});
const kaiten = createKaiten({ ...(baseUrl && { baseUrl }), rateLimit: { store } });
const jobs = jobsIn('cards-to-archive', redis, worker);

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

await jobs.putBackOfTheDead();
await Promise.all(Array.from({ length: CONCURRENCY }, archiveCards));
await jobs.putBack();
redis.disconnect();

async function archiveCards(): Promise<void> {
  while (!stop.signal.aborted) {
    const id = await jobs.take();
    if (id === null) return;
    try {
      await archive(Number(id));
      await jobs.done(id);
      console.log(`Archived ${id}`);
    } catch (error) {
      if (isAbortError(error)) return;
      // This does not concern a single card: the next worker puts all ids back.
      if (!isKaitenError(error) || isAuthenticationError(error)) throw error;
      await jobs.failed(id);
      console.error(`Not archived ${id}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

/** Archiving is idempotent, so it is retried even if a failed attempt may have succeeded. */
function archive(card_id: number) {
  const { signal } = stop;
  return kaiten.cards.update(
    { card_id, condition: CardConditionInput.Archived },
    { signal, retry: { repeatable: true } },
  );
}
