import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changedPaths } from '../cli/changed-paths.ts';
import { listFiles } from '../cli/folder.ts';
import { gitIn } from '../cli/git.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { withRemote } from '../testing/sample-remote.ts';
import { cleanClone } from './clean-clone.ts';

async function setUp() {
  const root = await folderWith({
    '.gitignore': 'dist',
    'changed.txt': 'old',
    'removed.txt': 'removed',
    'dist/built.js': '',
  });
  await withRemote(root);
  return { root, folder: join(await folderWith({}), 'clone') };
}

const filesOf = async (folder: string) =>
  (await listFiles(folder)).filter((path) => !path.startsWith('.git/'));

test('has the last commit, and nothing that was built', async () => {
  const { folder, root } = await setUp();
  const { uncommitted } = await cleanClone(root, folder);
  expect(uncommitted).toEqual([]);
  expect(await filesOf(folder)).toEqual(['.gitignore', 'changed.txt', 'removed.txt']);
});

test('brings along what is not committed, names it, and leaves the repository alone', async () => {
  const { folder, root } = await setUp();
  await writeFile(join(root, 'changed.txt'), 'new');
  await writeFile(join(root, 'added file.txt'), 'added');
  await rm(join(root, 'removed.txt'));
  const before = await changedPaths(root);

  const { commit, uncommitted } = await cleanClone(root, folder);
  expect([...uncommitted].sort()).toEqual(['added file.txt', 'changed.txt', 'removed.txt']);
  expect(await filesOf(folder)).toEqual(['.gitignore', 'added file.txt', 'changed.txt']);
  expect(await readFile(join(folder, 'changed.txt'), 'utf8')).toBe('new');
  expect(await changedPaths(folder)).toEqual([]);

  await writeFile(join(folder, 'changed.txt'), 'newest');
  await commit('Go on');
  expect(await changedPaths(folder)).toEqual([]);
  expect(await gitIn(root)('log', '--format=%s')).toBe('Begin\n');
  expect(await changedPaths(root)).toEqual(before);
});
