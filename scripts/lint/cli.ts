import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { ROOT } from '../contracts/paths.ts';
import { formatLint } from './finding.ts';
import { lintContracts } from './lint.ts';

const USAGE = `Usage: pnpm -s spec:lint [--root FOLDER]

Checks the contracts with redocly (redocly.yaml), with the rules in scripts/lint, and against the
recorded responses in specs/kaiten/evidence. Prints each finding under the overlay to change, and
exits with 1 if there are any.

  --root  the repository to check (default: this one)`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { root: { type: 'string' } } });
  const report = await lintContracts(resolve(values.root ?? ROOT));
  const text = formatLint(report);
  if (report.findings.length === 0) return console.log(text);
  console.error(text);
  process.exitCode = 1;
});
