import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, removeEmptyFolders } from '../cli/folder.ts';
import { writeFileAtomic } from '../cli/write.ts';
import type { GeneratedFiles } from './files.ts';

export interface ReplaceResult {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
}

/**
 * Makes a folder hold exactly these files: writes what differs, leaves what is the same untouched,
 * and removes what is no longer generated, with the folders that this leaves empty.
 */
export async function replaceFiles(folder: string, files: GeneratedFiles): Promise<ReplaceResult> {
  const present = await listFiles(folder);
  const outcomes = await Promise.all(
    [...files].map(([path, content]) => writeFileAtomic(join(folder, path), content)),
  );
  const stale = present.filter((path) => !files.has(path));
  await Promise.all(stale.map((path) => rm(join(folder, path))));
  await removeEmptyFolders(folder, stale);
  const written = outcomes.filter((outcome) => outcome === 'written').length;
  return { written, unchanged: outcomes.length - written, removed: stale.length };
}
