// Archives the cards whose ids are in the Redis list `cards-to-archive`. Start as many as you like,
// on as many machines: together they stay within the limit of the token.
// Run: KAITEN_URL=https://example.kaiten.ru/api/latest KAITEN_TOKEN=… REDIS_URL=redis://… \
//   node examples/worker-fleet/worker.ts
import { createClient, createConfig, updateCard } from '@kaiten-sdk/client';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { redisStore } from '@kaiten-sdk/rate-limit/redis';
import { Redis } from 'ioredis';

const ARCHIVED = 2;
const WORKERS_AT_MOST = 10;
const CALLS_AT_ONCE = 5;

const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379');
redis.on('error', (error) => console.error(error.message));

const store = redisStore(redis, {
  unavailable: 'local',
  processes: WORKERS_AT_MOST,
  onUnavailable: (error) => console.error(error.message),
});
const client = createClient(
  createConfig({
    baseUrl: process.env.KAITEN_URL ?? '',
    auth: process.env.KAITEN_TOKEN ?? '',
    fetch: rateLimit(fetch, { store }),
  }),
);

await Promise.all(Array.from({ length: CALLS_AT_ONCE }, archiveCards));
redis.disconnect();

async function archiveCards(): Promise<void> {
  for (;;) {
    const id = await redis.lpop('cards-to-archive');
    if (id === null) return;
    await updateCard({ client, path: { card_id: Number(id) }, body: { condition: ARCHIVED } });
    console.log(`Archived card ${id}`);
  }
}
