/**
 * Measures how much the heap grows while 1,000,000 rows are iterated.
 * `pnpm --filter @kaiten-sdk/bench pagination:memory`
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { operations } from '@kaiten-sdk/client';
import { paginate } from '@kaiten-sdk/pagination';

const ROWS = 1_000_000;
const LIMIT = 50;
const MEGABYTE = 1_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const heap = () => process.memoryUsage().heapUsed / MEGABYTE;
collectGarbage();
const baseline = heap();
let seen = 0;
let most = 0;
let kept = 0;
const start = performance.now();
for await (const _ of paginate<{ id: number }>(operations.listCards.pagination, page)) {
  seen += 1;
  if (seen % 1_000 === 0) most = Math.max(most, heap() - baseline);
  if (seen % 100_000 > 0) continue;
  collectGarbage();
  kept = Math.max(kept, heap() - baseline);
}
const seconds = (performance.now() - start) / 1_000;
if (seen !== ROWS) throw new Error(`${seen} of ${ROWS} rows came`);

console.log(`${seen} rows in ${seconds.toFixed(1)} s`);
console.log(`kept at most: ${kept.toFixed(1)} MB over baseline`);
console.log(
  `heap at most, garbage included: ${most.toFixed(1)} MB over baseline (${most <= LIMIT ? 'within' : 'OVER'} ${LIMIT} MB)`,
);

async function page({ offset, limit }: { readonly [name: string]: unknown }) {
  const first = Number(offset);
  const length = Math.min(Number(limit), ROWS - first);
  return Array.from({ length }, (_, index) => ({
    id: first + index,
    title: `Card ${first + index}`,
    properties: { id_1: 'x'.repeat(200) },
  }));
}
