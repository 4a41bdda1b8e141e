/**
 * Measures the overhead of the wrappers for a call that succeeds at once, with a `fetch` that
 * responds from memory, compared with ky and its defaults. All parse the response.
 * `pnpm --filter @kaiten-sdk/bench retry`
 */
import { responseInfoOf } from '@kaiten-sdk/core';
import { bufferedTimeout, retry, timeout } from '@kaiten-sdk/retry';
import ky from 'ky';
import { median } from '../median.ts';

const ROUNDS = 25;
const CALLS = 2000;
const URL = 'https://example.kaiten.ru/api/latest/cards/1';
const ANSWER = JSON.stringify({ id: 1, title: 'Card', tags: [{ id: 2, name: 'tag' }] });
const HEADERS = { 'content-type': 'application/json' };

const memory = async (): Promise<Response> => new Response(ANSWER, { headers: HEADERS });
const timed = timeout(memory);
const both = retry(timed);
const buffered = retry(bufferedTimeout(memory));
const bounded = retry(bufferedTimeout(memory), { deadline: 120_000 });
const repeated = retry(memory);
const kyCall = ky.create({ fetch: memory });
const body = '{"title":"Card"}';

const ways = {
  'bare fetch': async () => (await memory()).json(),
  'retry(fetch)': async () => (await repeated(URL)).json(),
  'timeout(fetch)': async () => (await timed(URL)).json(),
  'retry(timeout(fetch))': async () => (await both(URL)).json(),
  'retry(bufferedTimeout(fetch))': async () => responseInfoOf(await buffered(URL)).json,
  'the same, with a deadline': async () => responseInfoOf(await bounded(URL)).json,
  ky: async () => kyCall(URL).json(),
  'retry(bufferedTimeout(fetch)), PATCH': async () =>
    responseInfoOf(await buffered(URL, { method: 'PATCH', body })).json,
  'ky, PATCH': async () => kyCall(URL, { method: 'PATCH', body }).json(),
} satisfies Record<string, () => Promise<unknown>>;

const rounds: Record<string, number>[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const times: Record<string, number> = {};
  for (const [name, call] of Object.entries(ways)) times[name] = await microseconds(call);
  rounds.push(times);
}

for (const name of Object.keys(ways)) {
  const time = median(rounds.map((times) => times[name] ?? Number.NaN));
  const ratio = median(rounds.map((times) => (times[name] ?? 0) / (times['bare fetch'] ?? 0)));
  console.log(`${time.toFixed(1).padStart(6)} µs  ${ratio.toFixed(2)} ×  ${name}`);
}

async function microseconds(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let count = 0; count < CALLS; count += 1) await call();
  return ((performance.now() - start) / CALLS) * 1000;
}
