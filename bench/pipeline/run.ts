/**
 * What the pipeline costs, against its two generators run alone on the same contract in the same
 * run, uncached: `pnpm --filter @kaiten-sdk/bench pipeline [RUNS]`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { operationsOf } from '@kaiten-sdk/scripts/openapi/index.ts';
import { median } from '../median.ts';
import { type Measured, measure } from './measure.ts';
import { makeWorkbench } from './workbench.ts';

const RUNS = Number(process.argv[2] ?? 5);
const LIMITS = { 'patch + generate': 3, 'patch + generate + build': 6, 'unchanged npm start': 1.5 };

const bench = makeWorkbench(ROOT);
process.on('exit', bench.remove);
const inBench = (path: string) => join(bench.folder, path);

const node = process.execPath;
const tsc = join(ROOT, 'node_modules/.bin/tsc');
const STEPS: Record<string, readonly string[]> = {
  'generators alone': [
    node,
    join(ROOT, 'bench/pipeline/generators-alone.ts'),
    inBench('openapi.json'),
    bench.folder,
  ],
  patch: [node, join(ROOT, 'scripts/patch/cli.ts'), '--output', inBench('openapi.json')],
  generate: [
    node,
    join(ROOT, 'scripts/generate/cli.ts'),
    '--input',
    inBench('openapi.json'),
    '--root',
    bench.folder,
  ],
  'build types': [tsc, '-p', inBench('packages/types/tsconfig.build.json')],
  'build client': [tsc, '-p', inBench('packages/client/tsconfig.build.json')],
  'build zod': [tsc, '-p', inBench('packages/zod/tsconfig.build.json')],
  'bundle zod': [node, join(ROOT, 'scripts/generate/bundle-operations.ts')],
};
/** All steps name what they work on, but for the bundles, which are made where they are run. */
const FOLDERS: Record<string, string> = { 'bundle zod': inBench('packages/zod') };

const results = new Map<string, Measured[]>();
const record = async (name: string, command: readonly string[], cwd: string) => {
  const measured = await measure(command, { cwd, env: { DO_NOT_TRACK: '1' } });
  results.set(name, [...(results.get(name) ?? []), measured]);
};

// In turn, so that a machine that slows down slows all of them; the first round warms up.
await measure(STEPS.patch ?? [], { cwd: ROOT });
const contract = JSON.parse(readFileSync(inBench('openapi.json'), 'utf8'));
for (let run = 0; run <= RUNS; run += 1) {
  if (run === 1) results.clear();
  for (const [name, command] of Object.entries(STEPS)) {
    await record(name, command, FOLDERS[name] ?? bench.folder);
  }
}
const npmStart = ['npm', '--silent', 'start', '--', '--pinned', '--quiet'];
await measure(npmStart, { cwd: ROOT });
for (let run = 0; run < RUNS; run += 1) await record('unchanged npm start', npmStart, ROOT);

console.log(
  `Contract: ${operationsOf(contract).length} operations, ${Object.keys(contract.components.schemas).length} schemas. Median of ${RUNS} runs, whole processes.\n`,
);
for (const [name, runs] of results) {
  const memory = runs.map(({ peakMiB }) => peakMiB ?? Number.NaN);
  console.log(
    `${name.padEnd(22)} ${median(seconds(name)).toFixed(2).padStart(6)} s  ${median(memory).toFixed(0).padStart(5)} MiB`,
  );
}
const alone = seconds('generators alone');
const patchAndGenerate = sum('patch', 'generate');
const all = sum('patch', 'generate', 'build types', 'build client', 'build zod', 'bundle zod');
console.log('');
tell('patch + generate', ratios(patchAndGenerate, alone), '× the generators alone');
tell('patch + generate + build', ratios(all, alone), '× the generators alone');
tell('unchanged npm start', median(seconds('unchanged npm start')), ' s');

function seconds(name: string): number[] {
  return (results.get(name) ?? []).map((measured) => measured.seconds);
}

function sum(...names: string[]): number[] {
  return seconds(names[0] ?? '').map((_, run) =>
    names.reduce((total, name) => total + (seconds(name)[run] ?? 0), 0),
  );
}

function ratios(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, run) => value / (b[run] ?? Number.NaN)));
}

function tell(name: keyof typeof LIMITS, value: number, unit: string): void {
  const verdict = value <= LIMITS[name] ? 'within' : 'OVER';
  console.log(`${name.padEnd(26)} ${value.toFixed(2)}${unit}  (${verdict} ${LIMITS[name]}${unit})`);
}
