import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../cli/folder.ts';
import { changedPaths, gitIn } from '../cli/git.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { withRemote } from '../testing/sample-remote.ts';
import { cleanClone, prepareRelease, stepsTo } from './prepare.ts';

const CHANGESET = '---\n"thing": minor\n---\n\nMore.\n';

/** Runs with programs that only record their arguments; `changeset version` writes a file. */
async function prepare(files: Readonly<Record<string, string>>) {
  const root = await folderWith({ 'package.json': '{"name":"thing","version":"1.0.0"}', ...files });
  await withRemote(root);
  const tools = await folderWith({});
  const recorded = join(tools, 'recorded');
  for (const name of ['pnpm', 'node']) {
    const program = join(tools, name);
    await writeFile(program, `#!/bin/sh\necho ${name} "$@" >> ${recorded}\n${EFFECT}`);
    await chmod(program, 0o755);
  }
  const reported: string[] = [];
  const step = stepsTo({
    begin() {},
    end: (name, _, outcome) => void reported.push(`${name}: ${outcome}`),
  });
  const clone = join(await folderWith({}), 'clone');
  const env = { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}` };
  const prepared = await prepareRelease({ root, clone, env, step });
  const calls = (await readFile(recorded, 'utf8')).trim().split('\n');
  return { calls, clone, prepared, reported };
}

const EFFECT = 'if [ "$2" = version ]; then echo new > CHANGELOG.md; fi\n';

test('raises the versions by the changesets, and builds from a commit', async () => {
  const { calls, clone, prepared, reported } = await prepare({ '.changeset/more.md': CHANGESET });
  expect(prepared).toEqual({ uncommitted: [], changesets: 1 });
  expect(calls).toEqual([
    'pnpm install --frozen-lockfile --prefer-offline',
    'pnpm changeset version',
    'node scripts/regenerate/cli.ts --pinned --quiet',
  ]);
  expect(reported).toEqual([
    'clone: the last commit',
    'install: done',
    'version: raised by 1 changesets',
    'build: done',
  ]);
  expect(await gitIn(clone)('log', '-1', '--format=%s')).toBe('Version packages\n');
});

test('uses the versions in the manifests if there are no changesets, and reports it', async () => {
  const { calls, clone, prepared, reported } = await prepare({ '.changeset/config.json': '{}' });
  expect(prepared.changesets).toBe(0);
  expect(calls.join()).not.toContain('changeset version');
  expect(reported).toContain('version: no changesets: uses the versions in the manifests');
  expect(await gitIn(clone)('log', '-1', '--format=%s')).toBe('Begin\n');
});

async function repositoryToClone() {
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

test('a clone has the last commit, without build output', async () => {
  const { folder, root } = await repositoryToClone();
  const { uncommitted } = await cleanClone(root, folder);
  expect(uncommitted).toEqual([]);
  expect(await filesOf(folder)).toEqual(['.gitignore', 'changed.txt', 'removed.txt']);
});

test('a clone includes uncommitted changes, lists them, and does not change the repository', async () => {
  const { folder, root } = await repositoryToClone();
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
