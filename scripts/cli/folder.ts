import { readdir, readFile, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** The files below a folder, sorted, with forward slashes; empty if the folder does not exist. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The text of every file below a folder, by its path there. */
export async function readFiles(folder: string): Promise<Map<string, string>> {
  const paths = await listFiles(folder);
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
    ),
  );
}

/** Removes the folders that are empty after these files below them were removed. */
export async function removeEmptyFolders(root: string, removed: readonly string[]): Promise<void> {
  const folders = new Set(removed.flatMap((path) => ancestorsOf(path)));
  const deepestFirst = [...folders].sort((a, b) => b.length - a.length);
  for (const folder of deepestFirst) {
    await rmdir(join(root, folder)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT') throw error;
    });
  }
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === '.' ? [] : [parent, ...ancestorsOf(parent)];
}
