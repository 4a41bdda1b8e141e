import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../cli/folder.ts';

const IN_A_PACKAGE = ['src/generated', 'test/generated', 'dist'];

/** For tests: when each file that a run may write was last written, by its path. */
export async function writeTimes(root: string): Promise<Record<string, number>> {
  const times = (await filesMadeByARun(root)).map(
    async (path) => [path, (await stat(join(root, path))).mtimeMs] as const,
  );
  return Object.fromEntries(await Promise.all(times));
}

/** For tests: the files that a run may write whose path or text has these words. */
export async function filesWith(root: string, words: string): Promise<string[]> {
  const paths = await filesMadeByARun(root);
  const found = paths.map(async (path) =>
    `${path}\n${await readFile(join(root, path), 'utf8')}`.includes(words),
  );
  const isFound = await Promise.all(found);
  return paths.filter((_, index) => isFound[index]);
}

async function filesMadeByARun(root: string): Promise<string[]> {
  const packages = await readdir(join(root, 'packages'));
  const inPackages = packages.flatMap((name) =>
    IN_A_PACKAGE.map((folder) => `packages/${name}/${folder}`),
  );
  const lists = ['specs', ...inPackages].map(async (folder) =>
    (await listFiles(join(root, folder))).map((path) => `${folder}/${path}`),
  );
  return (await Promise.all(lists)).flat().filter(isNoScratch);
}

/** Ignores the internal files of turbo. */
function isNoScratch(path: string): boolean {
  return !/\/\.(generated|turbo)\//.test(path);
}
