import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { ROOT } from '../contracts/paths.ts';
import { formatLint } from './format.ts';
import { lintContracts } from './run.ts';

const USAGE = `Usage: pnpm -s spec:lint [--root FOLDER]

Checks the contracts: redocly lint with redocly.yaml, rules of our own, and the proof that they take
every response that was recorded (specs/kaiten/evidence). Exits with 1 if one falls short, after
telling what, by the overlay that can mend it.

  --root  the repository to look at (default: this one)`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { root: { type: 'string' } } });
  const report = await lintContracts(resolve(values.root ?? ROOT));
  const text = formatLint(report);
  if (report.findings.length === 0) return console.log(text);
  console.error(text);
  process.exitCode = 1;
});
