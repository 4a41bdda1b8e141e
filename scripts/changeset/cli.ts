import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { PipelineError } from '../cli/problem.ts';
import { displayPath, ROOT } from '../contracts/paths.ts';
import { formatHeadline, formatSummary, type SectionedDiff } from '../diff/index.ts';
import {
  diffSincePublished,
  missingBumps,
  packageBumps,
  updateContractChangeset,
} from './contract-changeset.ts';

const USAGE = `Usage: pnpm spec:changeset [--check] [--no-consumers] [--root FOLDER]

Writes .changeset/contract.md for the changes of the contract since the last published version: the
bump of each package and a changelog entry. Removes the file if nothing changed. Also compiles code
for the last published contract with the current packages, and includes what no longer compiles
(pnpm spec:consumers only does this).

  --check         write nothing; exit with 1 if the changeset of a package is missing or too low
  --no-consumers  only compare the contracts; does not need built packages
  --root          the repository (default: this one)`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      check: { type: 'boolean' },
      'no-consumers': { type: 'boolean', default: false },
      root: { type: 'string' },
    },
  });
  const root = resolve(values.root ?? ROOT);
  const consumers = !values['no-consumers'];
  if (values.check) {
    const diff = await diffSincePublished(root, { consumers });
    printResult(diff);
    const problems = await missingBumps(root, packageBumps(diff.changes));
    if (problems.length > 0) throw new PipelineError('Changesets are missing', problems);
    return;
  }
  const { bumps, diff, file, outcome } = await updateContractChangeset(root, { consumers });
  printResult(diff);
  for (const { name, bump } of bumps) console.log(`  ${name}: ${bump}`);
  if (outcome !== 'removed') console.log(`${displayPath(file)}: ${outcome}`);
});

function printResult(diff: SectionedDiff): void {
  console.log(`${formatHeadline(diff)} (${formatSummary(diff)})`);
}
