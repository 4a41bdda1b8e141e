import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, removeEmptyFolders } from '../document/folder.ts';
import { readManifest } from '../generate/manifest.ts';
import { TARGETS } from '../generate/targets.ts';

/**
 * Takes away what a build cache left: it puts files back but removes none, so sources and builds
 * of an operation that is gone would stay. Returns the number of files removed.
 */
export async function prune(root: string): Promise<number> {
  const sources = await Promise.all(
    Object.values(TARGETS).map(async ({ folder }) => {
      const manifest = await readManifest(join(root, folder));
      return manifest ? removeAllBut(join(root, folder), new Set(manifest)) : 0;
    }),
  );
  const packages = await readdir(join(root, 'packages'));
  const builds = await Promise.all(
    packages.map((name) => pruneBuild(join(root, 'packages', name))),
  );
  return [...sources, ...builds].reduce((sum, count) => sum + count, 0);
}

async function pruneBuild(packageFolder: string): Promise<number> {
  const sources = await listFiles(join(packageFolder, 'src'));
  const stems = new Set(sources.map(stemOf));
  const built = await listFiles(join(packageFolder, 'dist'));
  const kept = built.filter((path) => stems.has(stemOf(path)));
  return removeAllBut(join(packageFolder, 'dist'), new Set(kept));
}

function stemOf(path: string): string {
  return path.replace(/(\.d)?\.[jt]s(\.map)?$/, '');
}

async function removeAllBut(folder: string, kept: ReadonlySet<string>): Promise<number> {
  const stale = (await listFiles(folder)).filter((path) => !kept.has(path));
  await Promise.all(stale.map((path) => rm(join(folder, path))));
  await removeEmptyFolders(folder, stale);
  return stale.length;
}
