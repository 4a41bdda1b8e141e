import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { gitIn } from '../cli/git.ts';

/** For tests: an author of commits. */
export const SOMEBODY = { name: 'Somebody', email: 'somebody@example.com' };

/**
 * For tests: creates a repository in a folder, commits its files to `main`, and pushes them to the
 * remote `origin`, a bare repository.
 *
 * @returns git in the remote.
 */
export async function withRemote(root: string): Promise<ReturnType<typeof gitIn>> {
  const folder = await mkdtemp(join(tmpdir(), 'remote-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const remote = gitIn(folder);
  await remote('init', '--quiet', '--bare', '--initial-branch', 'main');
  const git = gitIn(root, { author: SOMEBODY });
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('remote', 'add', 'origin', folder);
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Begin');
  await git('push', '--quiet', 'origin', 'main');
  return remote;
}
