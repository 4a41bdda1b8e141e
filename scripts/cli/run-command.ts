import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { PipelineError } from './problem.ts';

const LINES_SHOWN = 40;

export interface CommandOptions {
  readonly cwd: string;
  /** Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Stops the program and all processes that it started; the call throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs another program to its end.
 *
 * @returns What it wrote to standard output.
 * @throws `PipelineError` with the end of its output if it does not exit with 0.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, signal }: CommandOptions,
): Promise<string> {
  signal?.throwIfAborted();
  // A program that can be stopped gets a separate process group; a terminal stops the others.
  const detached = signal !== undefined;
  const child = spawn(command, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => stopGroup(child);
  signal?.addEventListener('abort', stop, { once: true });
  const [stdout, stderr, end] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    endOf(child),
  ]);
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (end === 0) return stdout;
  const output = `${stdout}\n${stderr}`.trim();
  const shown = output.split('\n').slice(-LINES_SHOWN).join('\n') || String(end);
  throw new PipelineError(`${[command, ...args].join(' ')} failed\n${shown}`);
}

/** The exit code, the signal that stopped it, or the reason why it did not start. */
function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
  });
}

function stopGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has already ended.
  }
}
