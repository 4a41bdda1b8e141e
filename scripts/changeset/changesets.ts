import { spawnSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { contractPaths, ROOT } from '../contracts/paths.ts';

// `changeset version` publishes the current contract, so that later diffs start from it. It is
// copied here so that no second command can be forgotten. The programs in specs/kaiten/consumers
// are updated by hand (see specs/kaiten/README.md).
const args = process.argv.slice(2);
const { status } = spawnSync('changeset', args, { cwd: ROOT, stdio: 'inherit' });
if (status === 0 && args[0] === 'version') {
  const { contract, published } = contractPaths(ROOT);
  await copyFile(contract, published);
}
process.exitCode = status ?? 1;
