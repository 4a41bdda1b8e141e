import { join } from 'node:path';
import { gitIn } from '../cli/git.ts';
import { withTemporaryFolder } from '../cli/temporary.ts';

/** The author of our commits; commits by other authors were added by people. */
const BOT = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};

/** What happened to a branch: `kept` if people have committed to it. */
export type PushOutcome = 'pushed' | 'same' | 'kept';

/**
 * Commits the files on disk on top of the last commit and pushes that to a branch, replacing its
 * previous content. Changes neither the branch nor the index of the checkout.
 */
export async function pushRollingBranch(
  { remote, root }: { readonly remote: string; readonly root: string },
  { branch, message }: { readonly branch: string; readonly message: string },
): Promise<PushOutcome> {
  const git = gitIn(root);
  const ref = `refs/heads/${branch}`;
  const [pushed = ''] = (await git('ls-remote', remote, ref)).split('\t');
  const isNew = pushed === '';
  if (!isNew) {
    await git('fetch', '--quiet', remote, ref);
    const authors = await git('log', '--format=%ae', `HEAD..${pushed}`);
    if (authors.split('\n').some((email) => email !== '' && email !== BOT.email)) return 'kept';
  }
  const tree = await writeTree(root);
  const head = (await git('rev-parse', 'HEAD')).trim();
  if (!isNew && (await git('log', '-1', '--format=%T %P', pushed)).trim() === `${tree} ${head}`) {
    return 'same';
  }
  const asBot = gitIn(root, { author: BOT });
  const commit = (await asBot('commit-tree', tree, '-p', head, '-m', message)).trim();
  await git('push', '--quiet', `--force-with-lease=${ref}:${pushed}`, remote, `${commit}:${ref}`);
  return 'pushed';
}

/** Writes the files on disk as a git tree, with a temporary index. */
function writeTree(root: string): Promise<string> {
  return withTemporaryFolder('index-', async (folder) => {
    const git = gitIn(root, { index: join(folder, 'index') });
    await git('read-tree', 'HEAD');
    await git('add', '--all');
    return (await git('write-tree')).trim();
  });
}
