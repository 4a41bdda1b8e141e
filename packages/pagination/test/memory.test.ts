import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { paginate } from '../src/index.js';
import { lists } from './lists.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('items that were returned are not kept in memory', async () => {
  const count = 100_000;
  const fetchPage = async ({ offset }: { readonly offset?: unknown }) =>
    Array.from({ length: Math.min(100, count - Number(offset)) }, (_, index) => ({
      id: Number(offset) + index,
      title: 'x'.repeat(100),
    }));
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let seen = 0;
  let most = 0;
  for await (const _ of paginate(lists.offset, fetchPage)) {
    seen += 1;
    if (seen % 25_000 > 0) continue;
    collectGarbage();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(seen).toBe(count);
  expect(most).toBeLessThan(5_000_000);
});
