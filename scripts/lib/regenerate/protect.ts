import { readFile, rm, stat } from 'node:fs/promises';
import { readFiles } from '../document/folder.ts';
import { writeFileAtomic } from '../document/write.ts';
import { publishFiles } from '../generate/publish.ts';

/**
 * Runs an action that writes these files and folders. When it fails, each is put back as it was,
 * and what was not there is removed; then the failure goes on.
 */
export async function protect<T>(paths: readonly string[], action: () => Promise<T>): Promise<T> {
  const restores = await Promise.all(paths.map(remember));
  try {
    return await action();
  } catch (error) {
    await Promise.all(restores.map((restore) => restore()));
    throw error;
  }
}

async function remember(path: string): Promise<() => Promise<unknown>> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return () => rm(path, { recursive: true, force: true });
  if (stats.isDirectory()) {
    const files = await readFiles(path);
    return () => publishFiles(path, files);
  }
  const content = await readFile(path, 'utf8');
  return () => writeFileAtomic(path, content);
}
