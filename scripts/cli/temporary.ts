import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PipelineError } from './problem.ts';

/**
 * Creates a folder for an action and removes it afterwards, even if the action fails. On SIGINT and
 * SIGTERM it aborts the signal that the action receives.
 */
export async function withTemporaryFolder<T>(
  prefix: string,
  action: (folder: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const interrupt = new AbortController();
  const stop = () => interrupt.abort(new PipelineError('Interrupted'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await action(folder, interrupt.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    // A stopped process may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
