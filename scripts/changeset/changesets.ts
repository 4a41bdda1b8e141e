import { spawnSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { contractPaths, ROOT } from '../contracts/paths.ts';

// `changeset version` publishes what the contract is now, so that becomes what the next difference
// is measured from; done here, because nobody would remember a second command.
// Programs in specs/kaiten/consumers are brought up to it by hand (see the README beside them).
const args = process.argv.slice(2);
const { status } = spawnSync('changeset', args, { cwd: ROOT, stdio: 'inherit' });
if (status === 0 && args[0] === 'version') {
  const { contract, published } = contractPaths(ROOT);
  await copyFile(contract, published);
}
process.exitCode = status ?? 1;
