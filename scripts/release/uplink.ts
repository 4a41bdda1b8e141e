import { PipelineError } from '../cli/problem.ts';
import { runCommand } from '../cli/run-command.ts';

/**
 * The registry that npm is configured for on this machine: where a rehearsal takes the packages of
 * others from.
 *
 * @param options.cwd Where to ask, because a project may have a configuration of its own.
 * @throws `PipelineError` where that is no http or https URL.
 */
export async function readUplink(options: {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
}): Promise<string> {
  return uplinkOf(await runCommand('npm', ['config', 'get', 'registry'], options));
}

/** The URL that `npm config get registry` printed. */
export function uplinkOf(printed: string): string {
  const text = printed.trim();
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).href;
  throw new PipelineError(`npm has no registry to take packages from: it says "${text}"`, [
    { message: 'a URL of http or https is needed', hint: 'Run npm config set registry URL.' },
  ]);
}
