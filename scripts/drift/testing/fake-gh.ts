import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';

interface OpenPullRequest {
  readonly number: number;
  readonly isCrossRepository: boolean;
}

export interface FakeGh {
  /** An environment whose `gh` is this one. */
  readonly env: NodeJS.ProcessEnv;
  /** The arguments of each run since the last call, in order. */
  runs(): Promise<string[][]>;
  /** Sets the pull requests that are open. */
  open(...requests: readonly OpenPullRequest[]): Promise<void>;
}

const PROGRAM = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(__dirname + '/runs', JSON.stringify(args) + '\\n');
if (args[0] === 'pr' && args[1] === 'list') console.log(readFileSync(__dirname + '/open', 'utf8'));
`;

/** For tests: a `gh` that records its arguments. At first, no pull request is open. */
export async function fakeGh(): Promise<FakeGh> {
  const folder = await mkdtemp(join(tmpdir(), 'gh-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const open = (...requests: readonly OpenPullRequest[]) =>
    writeFile(join(folder, 'open'), JSON.stringify(requests));
  await open();
  await writeFile(join(folder, 'runs'), '');
  await writeFile(join(folder, 'gh'), PROGRAM);
  await chmod(join(folder, 'gh'), 0o755);
  return {
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
    open,
    async runs() {
      const lines = (await readFile(join(folder, 'runs'), 'utf8')).trim().split('\n');
      await writeFile(join(folder, 'runs'), '');
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
    },
  };
}
