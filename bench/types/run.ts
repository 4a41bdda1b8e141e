/**
 * What our types cost a program that uses them, against openapi-fetch and hey-api's plain output on
 * the same contract, in the same run:
 * `pnpm --filter @kaiten-sdk/bench types [RUNS] [--check-libraries]`.
 *
 * Libraries are left unchecked (`skipLibCheck`) unless asked for, as most programs do.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/lib/contract/paths.ts';
import { callsOf } from './call.ts';
import { type Cost, check } from './check.ts';
import { CALLING, VALIDATING } from './contestants.ts';
import { heading, line } from './report.ts';
import { makeScratch } from './scratch.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'check-libraries': { type: 'boolean', default: false } },
});
const RUNS = Number(positionals[0] ?? 7);
const skipLibCheck = !values['check-libraries'];

const compilerBelow = (folder: string) => {
  const manifest = createRequire(join(folder, 'package.json')).resolve('typescript/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { version: String(version), tsc: join(manifest, '../bin/tsc') };
};
const COMPILERS = [compilerBelow(join(ROOT, 'bench')), compilerBelow(ROOT)];

const { contract: contractPath } = contractPaths(ROOT);
const calls = callsOf(JSON.parse(readFileSync(contractPath, 'utf8')));
const PROGRAMS = {
  'one call': calls.filter(({ operationId }) => operationId === 'getCard'),
  'fifty calls': Array.from({ length: 50 }, (_, index) =>
    calls.at(Math.floor((index * calls.length) / 50)),
  ).filter((call) => call !== undefined),
};

const scratch = await makeScratch(contractPath, COMPILERS[0]?.tsc ?? '');
process.on('exit', scratch.remove);

const groups = COMPILERS.flatMap(({ version, tsc }) =>
  Object.entries(PROGRAMS).flatMap(([size, chosen]) =>
    Object.entries({ [size]: CALLING, [`${size}, answers validated`]: VALIDATING }).map(
      ([title, contestants]) => ({
        title: `TypeScript ${version}, ${title}`,
        rows: contestants.map(({ name, program }, index) => ({
          name,
          tsc,
          project: scratch.add(`${title.replaceAll(/\W+/g, '-')}-${index}`, program(chosen), {
            skipLibCheck,
          }),
          costs: [] as Cost[],
        })),
      }),
    ),
  ),
);

// In turn, so that a machine that slows down slows all of them; the first round warms up.
for (let run = 0; run <= RUNS; run += 1) {
  for (const { tsc, project, costs } of groups.flatMap(({ rows }) => rows)) {
    const cost = await check(tsc, scratch.folder, project);
    if (run > 0) costs.push(cost);
  }
}

console.log(
  `Median of ${RUNS} runs; in brackets the ratio to ours, which is the first of each table.\n` +
    `Types of libraries are ${skipLibCheck ? 'not checked (skipLibCheck)' : 'checked as well'}.`,
);
for (const { title, rows } of groups) {
  console.log(`\n${heading(title)}`);
  for (const { name, costs } of rows) console.log(line(name, costs, rows[0]?.costs ?? []));
}
