/**
 * Measures how long 10,000 rows take in pages of 100 if the server responds after 300 ms and allows
 * five calls per second, compared with a sequential iterator.
 * `pnpm --filter @kaiten-sdk/bench pagination`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { operations } from '@kaiten-sdk/client';
import { type FetchPage, paginate } from '@kaiten-sdk/pagination';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { median } from '../median.ts';

const ROWS = 10_000;
const PAGE = 100;
const RATE = 5;
const DELAY = 300;
const RUNS = Number(process.argv[2] ?? 1);
const SHARE = 1.05;

// The last page is full, so that one more call has to tell that it was the last.
const CALLS = ROWS / PAGE + 1;
const LIMIT = Math.floor((CALLS - 1) / RATE) + DELAY / 1_000;

const walkers = { 'read ahead': readAhead, sequential };
const seconds: Record<string, number[]> = {};
for (let run = 0; run < RUNS; run += 1) {
  await Promise.all(Object.entries(walkers).map(([name, walker]) => measure(name, walker)));
}

console.log(`physical limit: ${CALLS} calls, ${LIMIT.toFixed(1)} s`);
for (const name of Object.keys(walkers)) tell(name, median(seconds[name] ?? []));
const ratio = median(seconds['read ahead'] ?? []) / LIMIT;
console.log(
  `read ahead over the limit: ${ratio.toFixed(3)} × (${ratio <= SHARE ? 'within' : 'OVER'} ${SHARE} ×)`,
);

async function readAhead(fetchPage: FetchPage): Promise<number> {
  let seen = 0;
  for await (const _ of paginate(operations.listCards.pagination, fetchPage)) seen += 1;
  return seen;
}

async function sequential(fetchPage: FetchPage): Promise<number> {
  const { signal } = new AbortController();
  for (let offset = 0; ; offset += PAGE) {
    const init = { signal, first: offset === 0 };
    const page = (await fetchPage({ limit: PAGE, offset }, init)) as unknown[];
    if (page.length < PAGE) return offset + page.length;
  }
}

/** Each iterator has a separate server and limit, so that they can run at the same time. */
async function measure(name: string, walker: (fetchPage: FetchPage) => Promise<number>) {
  const script = fileURLToPath(new URL('strict-server.ts', import.meta.url));
  const server = fork(script, [String(ROWS), String(DELAY)]);
  try {
    const [port] = await once(server, 'message');
    const url = `http://127.0.0.1:${port}`;
    const send = rateLimit(fetch);
    const start = performance.now();
    const seen = await walker(async (query, { signal }) => {
      const response = await send(
        `${url}/?${new URLSearchParams(query as Record<string, string>)}`,
        { signal },
      );
      if (!response.ok) throw new Error(`The server returned ${response.status}`);
      return response.json();
    });
    seconds[name] = [...(seconds[name] ?? []), (performance.now() - start) / 1_000];
    const { calls, refused } = (await (await fetch(`${url}/stats`)).json()) as {
      calls: number;
      refused: number;
    };
    if (seen !== ROWS) throw new Error(`${seen} of ${ROWS} rows came`);
    console.log(`${name}: ${calls} calls arrived, ${refused} were refused`);
  } finally {
    server.disconnect();
  }
}

function tell(name: string, value: number): void {
  console.log(`${name}: ${value.toFixed(2)} s, ${(value / LIMIT).toFixed(3)} × the limit`);
}
