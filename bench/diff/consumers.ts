/**
 * Measures how long it takes to generate and compile the programs of spec:consumers, without the
 * diff. Needs built packages. Run it with `pnpm --filter @kaiten-sdk/bench diff:consumers`.
 */
import { readFileSync } from 'node:fs';
import {
  checkConsumers,
  packagesIn,
  programsOf,
  programText,
  readHandwritten,
} from '@kaiten-sdk/scripts/consumers/index.ts';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { median } from '../median.ts';

const RUNS = 5;

const paths = contractPaths(ROOT);
const published = JSON.parse(readFileSync(paths.published, 'utf8'));
const handwritten = await readHandwritten(paths.consumers);
const packages = await packagesIn(ROOT);

const rounds: { generate: number; all: number }[] = [];
for (let round = 0; round < RUNS; round += 1) {
  rounds.push({
    generate: await timed(async () => programsOf(published).map(programText)),
    all: await timed(() => checkConsumers({ published, handwritten, packages })),
  });
}
const { programs, lines } = await checkConsumers({ published, handwritten, packages });
const [generate = 0, all = 0] = (['generate', 'all'] as const).map((key) =>
  median(rounds.map((round) => round[key])),
);
console.log(`${lines} lines in ${programs} programs; median of ${RUNS} runs`);
console.log(
  `generated in ${generate.toFixed(0)} ms; generated and compiled in ${all.toFixed(0)} ms`,
);

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
