import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../../cli/main.ts';
import { ROOT } from '../../contracts/paths.ts';
import { propose } from '../../drift/index.ts';
import { versionNotes } from '../version-notes.ts';

const USAGE = `Usage: pnpm release:propose [--remote NAME] [--base BRANCH] [--root FOLDER]

Puts what pnpm changeset version wrote into the pull request of the branch release/versions, by git
and gh. Merging it publishes.

  --remote  where to push (default: origin)
  --base    the branch to merge into (default: main)
  --root    the repository (default: this one)`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      remote: { type: 'string', default: 'origin' },
      base: { type: 'string', default: 'main' },
      root: { type: 'string', default: ROOT },
    },
  });
  const root = resolve(values.root);
  const body = await versionNotes(root);
  const proposal = { branch: 'release/versions', title: 'Version packages', body };
  console.log(await propose({ ...values, root }, proposal));
});
