import { join } from 'node:path';
import { gitIn } from '../../cli/git.ts';
import { withTemporaryFolder } from '../../cli/temporary.ts';
import type { Proposal, Target } from './proposal.ts';

/** Who makes the commits: by it they are told from those that people added. */
const BOT = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};

/** What became of a branch: `kept` as it is, because people have committed to it. */
export type PushOutcome = 'pushed' | 'same' | 'kept';

/**
 * Puts what is on disk on top of the last commit and pushes it to a branch of its own, replacing
 * what was there. The checkout stays as it is: same branch, same index.
 */
export async function pushRolling(
  { remote, root }: Target,
  { branch, title }: Proposal,
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
  const commit = await gitIn(root, { author: BOT })(
    ...['commit-tree', tree, '-p', head, '-m', title],
  );
  await git(
    'push',
    '--quiet',
    `--force-with-lease=${ref}:${pushed}`,
    remote,
    `${commit.trim()}:${ref}`,
  );
  return 'pushed';
}

/** The files on disk as a tree of git, by an index that is not the checkout's. */
function writeTree(root: string): Promise<string> {
  return withTemporaryFolder('index-', async (folder) => {
    const git = gitIn(root, { index: join(folder, 'index') });
    await git('read-tree', 'HEAD');
    await git('add', '--all');
    return (await git('write-tree')).trim();
  });
}
