/**
 * What our types cost a program that uses them, against openapi-fetch and hey-api's plain output on
 * the same contract, in the same run:
 * `pnpm --filter @kaiten-sdk/bench types [RUNS] [--check-libraries]`.
 *
 * Libraries are left unchecked (`skipLibCheck`) unless asked for, as most programs do.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { callsOf } from './call.ts';
import { check } from './check.ts';
import { generatorsCompiler } from './compilers.ts';
import { heading, line } from './report.ts';
import { makeScratch } from './scratch.ts';
import { tablesOf } from './tables.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'check-libraries': { type: 'boolean', default: false } },
});
const RUNS = Number(positionals[0] ?? 5);
const skipLibCheck = !values['check-libraries'];

const { contract } = contractPaths(ROOT);
const tables = tablesOf(callsOf(JSON.parse(readFileSync(contract, 'utf8'))));
const scratch = await makeScratch(contract, generatorsCompiler.tsc);
process.on('exit', scratch.remove);

const checks = tables.flatMap(({ compiler, rows }, table) =>
  rows.map(({ program, costs }, row) => {
    const project = scratch.add(`program-${table}-${row}`, program, { skipLibCheck });
    return async () => costs.push(await check(compiler.tsc, scratch.folder, project));
  }),
);
// In turn, so that a machine that slows down slows all of them; the first round warms up.
for (let run = 0; run <= RUNS; run += 1) {
  if (run === 1) for (const { costs } of tables.flatMap(({ rows }) => rows)) costs.length = 0;
  for (const checkOnce of checks) await checkOnce();
}

console.log(
  `Median of ${RUNS} runs; in brackets the ratio to ours, which is the first of each table.\n` +
    `Types of libraries are ${skipLibCheck ? 'not checked (skipLibCheck)' : 'checked as well'}.`,
);
for (const { title, rows } of tables) {
  console.log(`\n${heading(title)}`);
  for (const { name, costs } of rows) console.log(line(name, costs, rows[0]?.costs ?? []));
}
