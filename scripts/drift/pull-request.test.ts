import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { gitIn } from '../cli/git.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { SOMEBODY, withRemote } from '../testing/sample-remote.ts';
import { fitBody, propose, withdraw } from './pull-request.ts';
import { fakeGh } from './testing/fake-gh.ts';

const PROPOSAL = { branch: 'robot/news', title: 'News', body: 'All that is new.' };
const TEXT = ['--title', 'News', '--body', 'All that is new.'];
const LIST = [
  ...['pr', 'list', '--state', 'open', '--base', 'main', '--head', 'robot/news'],
  ...['--json', 'number,isCrossRepository'],
];
const CHECK = ['workflow', 'run', 'ci.yml', '--ref', 'robot/news'];

async function setUp() {
  const root = await folderWith({ 'old.txt': 'old', '.gitignore': 'ignored.txt' });
  const remote = await withRemote(root);
  const gh = await fakeGh();
  const target = { root, remote: 'origin', base: 'main', env: gh.env };
  const write = (name: string, text: string) => writeFile(join(root, name), text);
  return { gh, remote, root, target, write };
}

test('pushes the files on disk, opens a pull request and starts its checks', async () => {
  const { gh, remote, root, target, write } = await setUp();
  await write('new.txt', 'new');
  await write('ignored.txt', 'ignored');
  await rm(join(root, 'old.txt'));
  const before = await gitIn(root)('status', '--porcelain', '--branch');

  expect(await propose(target, PROPOSAL)).toBe('robot/news pushed, its pull request opened');
  expect(await gh.runs()).toEqual([
    LIST,
    ['pr', 'create', '--base', 'main', '--head', 'robot/news', ...TEXT],
    CHECK,
  ]);
  expect(await remote('ls-tree', '--name-only', 'robot/news')).toBe('.gitignore\nnew.txt\n');
  expect(await remote('log', '--format=%an %s', 'robot/news')).toBe(
    'github-actions[bot] News\nSomebody Begin\n',
  );
  expect(await gitIn(root)('status', '--porcelain', '--branch')).toBe(before);
});

test('replaces what it pushed before, and updates the same pull request', async () => {
  const { gh, remote, target, write } = await setUp();
  await write('new.txt', 'new');
  await propose(target, PROPOSAL);
  await gh.open({ number: 7, isCrossRepository: false });
  await write('new.txt', 'newer');
  await gh.runs();

  expect(await propose(target, PROPOSAL)).toBe('robot/news pushed, its pull request updated');
  expect(await gh.runs()).toEqual([LIST, ['pr', 'edit', '7', ...TEXT], CHECK]);
  expect(await remote('show', 'robot/news:new.txt')).toBe('newer');
  expect(await remote('rev-list', '--count', 'robot/news')).toBe('2\n');
});

test('pushes nothing and starts no checks if nothing has changed', async () => {
  const { gh, remote, target, write } = await setUp();
  await write('new.txt', 'new');
  await propose(target, PROPOSAL);
  const commit = await remote('rev-parse', 'robot/news');
  await gh.open({ number: 7, isCrossRepository: false });
  await gh.runs();

  expect(await propose(target, PROPOSAL)).toBe(
    'robot/news is up to date, its pull request updated',
  );
  expect(await gh.runs()).toEqual([LIST, ['pr', 'edit', '7', ...TEXT]]);
  expect(await remote('rev-parse', 'robot/news')).toBe(commit);
});

test('rebases onto the branch that it will be merged into', async () => {
  const { remote, root, target, write } = await setUp();
  await write('new.txt', 'new');
  await propose(target, PROPOSAL);
  const git = gitIn(root, { author: SOMEBODY });
  await write('other.txt', 'other');
  await git('add', 'other.txt');
  await git('commit', '--quiet', '--message', 'Go on');

  expect(await propose(target, PROPOSAL)).toContain('robot/news pushed');
  expect(await remote('log', '--format=%s', 'robot/news')).toBe('News\nGo on\nBegin\n');
});

test('does not change a branch that people have committed to', async () => {
  const { gh, remote, root, target, write } = await setUp();
  await write('new.txt', 'new');
  await propose(target, PROPOSAL);
  await gh.runs();
  await somebodyCommits(root);
  const commit = await remote('rev-parse', 'robot/news');
  await write('new.txt', 'newer');

  expect(await propose(target, PROPOSAL)).toBe(
    '::warning::robot/news has commits by people and was not changed: merge or close it',
  );
  expect(await gh.runs()).toEqual([]);
  expect(await remote('rev-parse', 'robot/news')).toBe(commit);
});

test("ignores a fork's branch of the same name", async () => {
  const { gh, target, write } = await setUp();
  await gh.open({ number: 9, isCrossRepository: true });
  await write('new.txt', 'new');

  expect(await propose(target, PROPOSAL)).toBe('robot/news pushed, its pull request opened');
  expect(await withdraw(target, 'robot/news', 'No longer.')).toBe('Nothing to propose');
  expect((await gh.runs()).flat()).not.toContain('9');
});

test('closes a pull request that is no longer needed', async () => {
  const { gh, target } = await setUp();
  await gh.open({ number: 7, isCrossRepository: false });

  expect(await withdraw(target, 'robot/news', 'No longer.')).toBe(
    'Nothing to propose: pull request 7 closed',
  );
  expect(await gh.runs()).toEqual([LIST, ['pr', 'close', '7', '--comment', 'No longer.']]);
});

test('reports the output of git if it fails', async () => {
  const { target } = await setUp();
  await expect(propose({ ...target, remote: 'nowhere' }, PROPOSAL)).rejects.toThrow(
    /^git ls-remote nowhere .* failed\n[\s\S]*'nowhere' does not appear to be a git repository/,
  );
});

test('cuts a report that is too long at the end of a line, and adds a note', () => {
  const line = `${'x'.repeat(99)}\n`;
  const body = fitBody(line.repeat(1000));
  expect(body.length).toBeLessThan(65_536);
  expect(body).toMatch(/x{99}\n\nThe report was cut because a pull request cannot be longer/);
  expect(fitBody(line)).toBe(line);
});

async function somebodyCommits(root: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'somebody-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const origin = (await gitIn(root)('remote', 'get-url', 'origin')).trim();
  await gitIn(root)('clone', '--quiet', '--branch', 'robot/news', origin, folder);
  await writeFile(join(folder, 'new.txt'), `${await readFile(join(folder, 'new.txt'))}, fixed`);
  const git = gitIn(folder, { author: SOMEBODY });
  await git('commit', '--quiet', '--all', '--message', 'Fix');
  await git('push', '--quiet', 'origin', 'robot/news');
}
