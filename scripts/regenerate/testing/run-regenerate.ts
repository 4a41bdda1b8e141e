import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests: runs what `npm start` runs in a repository, as a separate process. */
export function runRegenerate(root: string, url: string, ...args: string[]): Promise<Run> {
  return runNode(root, ['scripts/regenerate/cli.ts', ...args], { KAITEN_SPEC_URL: url });
}

/** For tests: the same, in a separate process group, so that it can be interrupted. */
export function startRegenerate(root: string, url: string) {
  return startNode(root, ['scripts/regenerate/cli.ts'], { KAITEN_SPEC_URL: url });
}

/** For tests: runs a program with this Node, without colours. */
export function runNode(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return startNode(cwd, args, environment).ended;
}

function startNode(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): { child: ChildProcess; ended: Promise<Run> } {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: '1', ...environment };
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([stdout, stderr]) => ({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return { child, ended };
}
