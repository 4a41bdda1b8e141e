import { gitIn } from './git.ts';

/** The files that are not as in the last commit, from the root of the repository; new ones too. */
export async function changedPaths(root: string): Promise<string[]> {
  const listed = await gitIn(root)(
    ...['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'],
  );
  return listed
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice('XY '.length));
}
