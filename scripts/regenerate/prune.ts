import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, removeEmptyFolders } from '../cli/folder.ts';

/**
 * Takes away builds of sources that are gone: a build cache puts files back but removes none.
 * Returns the number of files removed.
 */
export async function pruneBuilds(root: string): Promise<number> {
  const packages = await readdir(join(root, 'packages'));
  const removed = await Promise.all(packages.map((name) => prune(join(root, 'packages', name))));
  return removed.reduce((sum, count) => sum + count, 0);
}

async function prune(packageFolder: string): Promise<number> {
  const dist = join(packageFolder, 'dist');
  const stems = new Set((await listFiles(join(packageFolder, 'src'))).map(stemOf));
  const stale = (await listFiles(dist)).filter((path) => !stems.has(stemOf(path)));
  await Promise.all(stale.map((path) => rm(join(dist, path))));
  await removeEmptyFolders(dist, stale);
  return stale.length;
}

function stemOf(path: string): string {
  return path.replace(/(\.bundle|\.d)?\.[jt]s(\.map)?$/, '');
}
