import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Run {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests: runs one of the scripts, such as `stats.ts`, to its end. */
export function runScript(name: string, ...args: readonly string[]): Promise<Run> {
  const script = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
