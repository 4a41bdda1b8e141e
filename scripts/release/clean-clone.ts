import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { changedPaths } from '../cli/changed-paths.ts';
import { gitIn } from '../cli/git.ts';

/** Who makes the commits of a rehearsal; they end with its folder. */
const REHEARSAL = { name: 'Release rehearsal', email: 'rehearsal@localhost' };

export interface CleanClone {
  /** Files that came along though they are in no commit. */
  readonly uncommitted: readonly string[];
  /** Commits everything that is different now. */
  commit(message: string): Promise<void>;
}

/** Clones the last commit of a repository, and brings along what is not committed yet. */
export async function cleanClone(
  root: string,
  folder: string,
  signal?: AbortSignal,
): Promise<CleanClone> {
  const git = gitIn(folder, { author: REHEARSAL, ...(signal ? { signal } : {}) });
  await gitIn(root)('clone', '--quiet', root, folder);
  const uncommitted = await changedPaths(root);
  await Promise.all(uncommitted.map((path) => bring(join(root, path), join(folder, path))));
  const commit = async (message: string) => {
    await git('add', '--all');
    await git(
      ...['-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify'],
      ...['--message', message],
    );
  };
  if (uncommitted.length > 0) await commit('Bring along what is not committed');
  return { uncommitted, commit };
}

async function bring(from: string, to: string): Promise<void> {
  if (existsSync(from)) await cp(from, to);
  else await rm(to, { force: true });
}
