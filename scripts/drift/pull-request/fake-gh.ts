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
  /** What it was asked, in order, and no more. */
  asked(): Promise<string[][]>;
  /** From now on these pull requests are open. */
  open(...requests: readonly OpenPullRequest[]): Promise<void>;
}

const PROGRAM = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(__dirname + '/asked', JSON.stringify(args) + '\\n');
if (args[0] === 'pr' && args[1] === 'list') console.log(readFileSync(__dirname + '/open', 'utf8'));
`;

/** For tests: a `gh` that notes what it is asked. No pull request is open at first. */
export async function fakeGh(): Promise<FakeGh> {
  const folder = await mkdtemp(join(tmpdir(), 'gh-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const open = (...requests: readonly OpenPullRequest[]) =>
    writeFile(join(folder, 'open'), JSON.stringify(requests));
  await open();
  await writeFile(join(folder, 'asked'), '');
  await writeFile(join(folder, 'gh'), PROGRAM);
  await chmod(join(folder, 'gh'), 0o755);
  return {
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
    open,
    async asked() {
      const lines = (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');
      await writeFile(join(folder, 'asked'), '');
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
    },
  };
}
