import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';

export interface FileContent {
  readonly path: string;
  readonly content: string;
}

/**
 * Replaces two files that belong together. When anything fails, both are as they were: the copy to
 * go back to and both new contents are on the disk before the first file is touched.
 */
export async function writePair(first: FileContent, second: FileContent): Promise<void> {
  const suffix = `.${randomUUID()}.tmp`;
  const [newFirst, newSecond] = [first.path + suffix, second.path + suffix];
  const oldFirst = `${first.path}.old${suffix}`;
  try {
    await writeFile(newFirst, first.content);
    await writeFile(newSecond, second.content);
    const existed = await copyIfThere(first.path, oldFirst);
    await rename(newFirst, first.path);
    try {
      await rename(newSecond, second.path);
    } catch (error) {
      await (existed ? rename(oldFirst, first.path) : rm(first.path));
      throw error;
    }
  } finally {
    await Promise.all([newFirst, newSecond, oldFirst].map((path) => rm(path, { force: true })));
  }
}

async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
