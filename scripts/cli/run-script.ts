import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Run {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests: runs the command of a stage, such as `stats`, to its end. */
export function runScript(stage: string, ...args: readonly string[]): Promise<Run> {
  const script = fileURLToPath(new URL(`../${stage}/cli.ts`, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
