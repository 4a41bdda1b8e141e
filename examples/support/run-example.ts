import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FakeKaiten } from './fake-kaiten.ts';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the `main.ts` in the directory of a test with Node, as users do. When `signal` aborts, the
 * process receives `killSignal`: SIGINT, like Ctrl-C, by default.
 *
 * @throws Error if the output contains the token.
 */
export async function runExample(
  test: string,
  args: readonly string[],
  { baseUrl, token }: Pick<FakeKaiten, 'baseUrl' | 'token'>,
  signal?: AbortSignal,
  killSignal: NodeJS.Signals = 'SIGINT',
): Promise<Finished> {
  const main = fileURLToPath(new URL('main.ts', test));
  const env = { ...process.env, KAITEN_BASE_URL: baseUrl, KAITEN_TOKEN: token };
  const finished = await new Promise<Finished>((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
    signal?.addEventListener('abort', () => child.kill(killSignal), { once: true });
  });
  if (`${finished.stdout}${finished.stderr}`.includes(token)) throw new Error('Token was printed');
  return finished;
}
