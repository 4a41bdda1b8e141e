import { readFile, rm, stat } from 'node:fs/promises';
import { readFiles } from '../cli/folder.ts';
import { PipelineError } from '../cli/problem.ts';
import { writeFileAtomic } from '../cli/write.ts';
import { replaceFiles } from '../generate/index.ts';

const INTERRUPTED = 'Interrupted: all files were restored';

/**
 * Runs an action that writes these files and folders. If it fails or is interrupted, they are
 * restored, new ones are removed, and the error is rethrown.
 */
export async function protect<T>(paths: readonly string[], action: () => Promise<T>): Promise<T> {
  const restores = await Promise.all(paths.map(remember));
  // Ctrl-C also reaches the processes that the action started: they end, and we restore the files.
  const interrupt = new AbortController();
  const noteInterrupt = () => interrupt.abort(new PipelineError(INTERRUPTED));
  process.on('SIGINT', noteInterrupt);
  try {
    const result = await action();
    interrupt.signal.throwIfAborted();
    return result;
  } catch (error) {
    await Promise.all(restores.map((restore) => restore()));
    interrupt.signal.throwIfAborted();
    throw error;
  } finally {
    process.off('SIGINT', noteInterrupt);
  }
}

async function remember(path: string): Promise<() => Promise<unknown>> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return () => rm(path, { recursive: true, force: true });
  if (stats.isDirectory()) {
    const files = await readFiles(path);
    return () => replaceFiles(path, files);
  }
  const content = await readFile(path, 'utf8');
  return () => writeFileAtomic(path, content);
}
