/**
 * What it costs to compile code written for the last published contract, apart from the diff:
 * `pnpm --filter @kaiten-sdk/bench diff:consumers`. Needs the packages as built.
 */
import { readFileSync } from 'node:fs';
import {
  checkConsumers,
  packagesIn,
  programsOf,
  programText,
  readKept,
} from '@kaiten-sdk/scripts/consumers/index.ts';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { median } from '../median.ts';

const RUNS = 5;

const paths = contractPaths(ROOT);
const published = JSON.parse(readFileSync(paths.published, 'utf8'));
const kept = await readKept(paths.consumers);
const packages = await packagesIn(ROOT);

const rounds: { write: number; all: number }[] = [];
for (let round = 0; round < RUNS; round += 1) {
  rounds.push({
    write: await timed(async () => programsOf(published).map(programText)),
    all: await timed(() => checkConsumers({ published, kept, packages })),
  });
}
const { programs, lines } = await checkConsumers({ published, kept, packages });
const [write = 0, all = 0] = (['write', 'all'] as const).map((key) =>
  median(rounds.map((round) => round[key])),
);
console.log(`${lines} lines in ${programs} programs; median of ${RUNS} runs`);
console.log(`written in ${write.toFixed(0)} ms; written and compiled in ${all.toFixed(0)} ms`);

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
