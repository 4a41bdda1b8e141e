/**
 * What validating costs: the import of one operation's validator over zod alone, the first parse of
 * a page of 100 cards, and later ones against Ajv compiled from the same schema.
 * `pnpm --filter @kaiten-sdk/bench validators`
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { zListCardsResponse } from '@kaiten-sdk/zod/operations/listCards';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { median } from '../median.ts';
import { cardsPage, listCardsSchema } from './cards.ts';

const RUNS = 25;
const PARSES = 200;
const HERE = fileURLToPath(new URL('.', import.meta.url));

const imports = Array.from({ length: RUNS }, () =>
  timed(`await import('@kaiten-sdk/zod/operations/listCards')`, `await import('zod')`),
);
const nothing = Array.from({ length: RUNS }, () =>
  timed(`await import('./imports-zod.mjs')`, `await import('zod')`),
);
console.log(`import of a module that only imports zod: ${median(nothing).toFixed(2)} ms`);
tell('import of one operation over zod alone', median(imports), 'ms', 5);

const firstParses = Array.from({ length: RUNS }, () =>
  timed(
    'validator.zListCardsResponse.parse(page)',
    `const validator = await import('@kaiten-sdk/zod/operations/listCards');
     const { cardsPage } = await import('./cards.ts'); const page = cardsPage(100);`,
  ),
);
tell('first parse of 100 cards', median(firstParses), 'ms', 30);

const ajv = new Ajv2020({ strict: false, validateFormats: false }).compile(listCardsSchema());
const page = cardsPage(100);
if (!ajv(page)) throw new Error(`Ajv refuses the page: ${JSON.stringify(ajv.errors)}`);
const rounds = Array.from({ length: 9 }, () => ({
  ours: average(() => zListCardsResponse.parse(page)),
  ajv: average(() => ajv(page)),
}));
const ours = median(rounds.map((round) => round.ours));
const theirs = median(rounds.map((round) => round.ajv));
console.log(`later parses: ${ours.toFixed(3)} ms, Ajv ${theirs.toFixed(3)} ms`);
tell('later parses over Ajv', median(rounds.map((round) => round.ours / round.ajv)), '×', 3);

/** Milliseconds that code takes in a separate process. */
function timed(code: string, before = ''): number {
  const script = `${before}; const start = performance.now(); ${code}; console.log(performance.now() - start);`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { cwd: HERE, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

function average(action: () => unknown): number {
  const start = performance.now();
  for (let count = 0; count < PARSES; count += 1) action();
  return (performance.now() - start) / PARSES;
}

function tell(what: string, value: number, unit: string, limit: number): void {
  const verdict = value <= limit ? 'within' : 'OVER';
  console.log(`${what}: ${value.toFixed(2)} ${unit} (${verdict} ${limit} ${unit})`);
}
