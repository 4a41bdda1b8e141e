import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { gitIn } from '../cli/git.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { withRemote } from '../testing/sample-remote.ts';
import { prepareRelease } from './prepare.ts';
import { stepsTo } from './steps.ts';

const CHANGESET = '---\n"thing": minor\n---\n\nMore.\n';

/** Programs that only note what they are asked; `changeset version` writes a file. */
async function prepare(files: Readonly<Record<string, string>>) {
  const root = await folderWith({ 'package.json': '{"name":"thing","version":"1.0.0"}', ...files });
  await withRemote(root);
  const tools = await folderWith({});
  const asked = join(tools, 'asked');
  for (const name of ['pnpm', 'node']) {
    const program = join(tools, name);
    await writeFile(program, `#!/bin/sh\necho ${name} "$@" >> ${asked}\n${EFFECT}`);
    await chmod(program, 0o755);
  }
  const told: string[] = [];
  const step = stepsTo({
    begin() {},
    end: (name, _, outcome) => void told.push(`${name}: ${outcome}`),
  });
  const clone = join(await folderWith({}), 'clone');
  const env = { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}` };
  const prepared = await prepareRelease({ root, clone, env, step });
  const calls = (await readFile(asked, 'utf8')).trim().split('\n');
  return { calls, clone, prepared, told };
}

const EFFECT = 'if [ "$2" = version ]; then echo new > CHANGELOG.md; fi\n';

test('raises the versions by the changesets, and builds from a commit', async () => {
  const { calls, clone, prepared, told } = await prepare({ '.changeset/more.md': CHANGESET });
  expect(prepared).toEqual({ uncommitted: [], changesets: 1 });
  expect(calls).toEqual([
    'pnpm install --frozen-lockfile --prefer-offline',
    'pnpm changeset version',
    'node scripts/regenerate/cli.ts --pinned --quiet',
  ]);
  expect(told).toEqual([
    'clone: the last commit',
    'install: done',
    'version: raised by 1 changesets',
    'build: done',
  ]);
  expect(await gitIn(clone)('log', '-1', '--format=%s')).toBe('Version packages\n');
});

test('goes on with the versions that are there where there is no changeset, and says so', async () => {
  const { calls, clone, prepared, told } = await prepare({ '.changeset/config.json': '{}' });
  expect(prepared.changesets).toBe(0);
  expect(calls.join()).not.toContain('changeset version');
  expect(told).toContain('version: no changesets: with the versions that are there');
  expect(await gitIn(clone)('log', '-1', '--format=%s')).toBe('Begin\n');
});
