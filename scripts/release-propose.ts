import { parseArgs } from 'node:util';
import { runMain } from './lib/cli/main.ts';
import { ROOT } from './lib/contract/paths.ts';
import { propose } from './lib/pull-request/propose.ts';
import { versionNotes } from './lib/release/version-notes.ts';

const USAGE = `Usage: pnpm release:propose [--remote NAME] [--base BRANCH]

Puts what pnpm changeset version wrote into the pull request of the branch release/versions, by git
and gh. Merging it publishes.

  --remote  where to push (default: origin)
  --base    the branch to merge into (default: main)`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      remote: { type: 'string', default: 'origin' },
      base: { type: 'string', default: 'main' },
    },
  });
  const body = await versionNotes(ROOT);
  const proposal = { branch: 'release/versions', title: 'Version packages', body };
  console.log(await propose({ root: ROOT, ...values }, proposal));
});
