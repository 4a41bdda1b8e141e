import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { progressTo } from '../cli/progress.ts';
import { withTemporaryFolder } from '../cli/temporary.ts';
import { ROOT } from '../contracts/paths.ts';
import { formatRehearsal } from './format-rehearsal.ts';
import { rehearse } from './rehearse.ts';

const USAGE = `Usage: pnpm release:rehearse

Releases this repository in its current state to a temporary registry on loopback: clones it,
raises the versions by the changesets, builds, publishes every public package, installs them into
new projects with npm and with pnpm, checks types, imports every entry point and calls a local
server. Uncommitted changes are included and listed. Other packages come from the registry that
npm is configured with. Takes minutes, and leaves nothing behind.

Exits with 0, with 1 if a step fails (its output is printed), with 2 for wrong usage.`;

await runMain(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  const rehearsal = await withTemporaryFolder('rehearsal-', (scratch, signal) =>
    rehearse({ root: ROOT, scratch, signal, progress: progressTo(process.stdout) }),
  );
  console.log(`\n${formatRehearsal(rehearsal)}`);
});
