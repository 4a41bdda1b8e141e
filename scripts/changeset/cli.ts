import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { PipelineError } from '../cli/problem.ts';
import { displayPath, ROOT } from '../contracts/paths.ts';
import { countsOf, verdictOf } from '../diff/index.ts';
import { missingBumps } from './check.ts';
import { diffSincePublished } from './contract-diff.ts';
import { updateContractChangeset } from './file.ts';
import { packageBumps } from './packages.ts';

const USAGE = `Usage: pnpm spec:changeset [--check] [--no-consumers] [--root FOLDER]

Writes .changeset/contract.md for what changed in the contract since it was published last: each
package with its computed level, and a text for the changelog. Where nothing changed, it removes
the file. Code written for that contract is compiled with the packages as they are built now: what
breaks counts as well (pnpm spec:consumers shows it alone).

  --check         write nothing; exit with 1 where a package has no changeset for its change, or a
                  lower one
  --no-consumers  compare the contracts only; needs no built packages
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
    console.log(`${verdictOf(diff)} (${countsOf(diff)})`);
    const problems = await missingBumps(root, packageBumps(diff.changes));
    if (problems.length > 0) throw new PipelineError('Changesets are missing', problems);
    return;
  }
  const { bumps, diff, file, outcome } = await updateContractChangeset(root, { consumers });
  console.log(`${verdictOf(diff)} (${countsOf(diff)})`);
  for (const { name, bump } of bumps) console.log(`  ${name}: ${bump}`);
  if (outcome !== 'removed') console.log(`${displayPath(file)}: ${outcome}`);
});
