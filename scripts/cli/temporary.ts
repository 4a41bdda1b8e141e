import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PipelineError } from './problem.ts';

/**
 * Lends an action a folder, and removes it afterwards, also when the action fails or somebody
 * interrupts; then the signal tells the action to stop.
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
    // What was stopped may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
