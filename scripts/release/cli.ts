import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { progressTo } from '../cli/progress.ts';
import { withTemporaryFolder } from '../cli/temporary.ts';
import { ROOT } from '../contracts/paths.ts';
import { formatRehearsal } from './format-rehearsal.ts';
import { rehearse } from './rehearse.ts';

const USAGE = `Usage: pnpm release:rehearse

Releases what this repository is now to a registry of its own on loopback: clones it, raises the
versions by the changesets, builds, publishes every public package, installs them into fresh
projects with npm and with pnpm, checks types, imports everything and calls a local server.
Changes that are not committed come along, and are named. Packages of others come from the
registry that npm is configured for. Needs minutes, and leaves nothing behind.

Exits with 0, with 1 where a step failed (its own words follow), with 2 for wrong usage.`;

await runMain(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  const rehearsal = await withTemporaryFolder('rehearsal-', (scratch, signal) =>
    rehearse({ root: ROOT, scratch, signal, progress: progressTo(process.stdout) }),
  );
  console.log(`\n${formatRehearsal(rehearsal)}`);
});
