import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * Runs a program to its end.
 *
 * @param limit Milliseconds after which it is stopped.
 * @returns What it wrote to standard output.
 * @throws Error with its output if it does not exit with 0 in time.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  cwd: string,
  limit = 90_000,
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(),
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const end = new Promise<unknown>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), end]);
  clearTimeout(timer);
  if (code === 0) return stdout;
  const output = `${stdout}\n${stderr}`.trim().slice(-4_000);
  throw new Error(`${[command, ...args].join(' ')} ended with ${code}\n${output}`);
}

/** Without what test runners set for their own processes, and without proxies: all is on loopback. */
function environment(): NodeJS.ProcessEnv {
  const unwanted = /^(NODE_OPTIONS|VITEST.*|https?_proxy|all_proxy|npm_.*)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)));
}
