import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PipelineError } from '../problem.ts';

const execute = promisify(execFile);

const MOST_BYTES = 2 ** 26;
const LINES_TOLD = 40;

export interface CommandOptions {
  readonly cwd: string;
  /** Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Ends the process, and the call with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs another program to its end.
 *
 * @returns What it wrote to standard output.
 * @throws `PipelineError` with the last of its own words where it does not exit with 0.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, signal }: CommandOptions,
): Promise<string> {
  signal?.throwIfAborted();
  try {
    const { stdout } = await execute(command, args, { cwd, env, signal, maxBuffer: MOST_BYTES });
    return stdout;
  } catch (cause) {
    signal?.throwIfAborted();
    const words = `${textOf(cause, 'stdout')}\n${textOf(cause, 'stderr')}`.trim();
    const told = words.split('\n').slice(-LINES_TOLD).join('\n') || String(cause);
    throw new PipelineError(`${[command, ...args].join(' ')} failed\n${told}`, [], { cause });
  }
}

function textOf(error: unknown, stream: 'stdout' | 'stderr'): string {
  return String((error as Partial<Record<typeof stream, unknown>>)[stream] ?? '');
}
