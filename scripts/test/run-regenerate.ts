import { execFile } from 'node:child_process';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests: what `npm start` runs in a repository, as a process of its own. */
export function runRegenerate(root: string, url: string, ...args: string[]): Promise<Run> {
  return runNode(root, ['scripts/regenerate.ts', ...args], { KAITEN_SPEC_URL: url });
}

/** For tests: a program of this Node, without colours. */
export function runNode(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: '1', ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
