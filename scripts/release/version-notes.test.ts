import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runScript } from '../cli/run-script.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { fakeGh } from '../drift/index.ts';
import { withRemote } from '../testing/sample-remote.ts';
import { newestSection, versionNotes } from './version-notes.ts';

const OLD = '# a\n\n## 1.0.0\n\n### Major Changes\n\n- First.\n';
const NEW = '# a\n\n## 1.1.0\n\n### Minor Changes\n\n- More.\n\n## 1.0.0\n\n- First.\n';

async function versioned() {
  const manifest = (name: string) => JSON.stringify({ name, version: '1.1.0' });
  const root = await folderWith({
    'packages/a/package.json': manifest('a'),
    'packages/a/CHANGELOG.md': OLD,
    'packages/b/package.json': manifest('b'),
    'packages/b/CHANGELOG.md': OLD,
  });
  const remote = await withRemote(root);
  await writeFile(join(root, 'packages/a/CHANGELOG.md'), NEW);
  return { remote, root };
}

test('the newest notes of each changelog that changed', async () => {
  const { root } = await versioned();
  const notes = await versionNotes(root);
  expect(notes).toMatch(/^Merging this publishes/);
  expect(notes).toContain('# a@1.1.0\n\n### Minor Changes\n\n- More.');
  expect(notes).not.toMatch(/First|b@1\.1\.0/);
});

test('the command proposes the versions in a pull request', async () => {
  const { remote, root } = await versioned();
  const gh = await fakeGh();
  vi.stubEnv('PATH', gh.env.PATH);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { code, stderr, stdout } = await runScript('release/propose', '--root', root);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe('release/versions pushed, its pull request opened\n');
  expect(await remote('show', 'release/versions:packages/a/CHANGELOG.md')).toBe(NEW);
  expect((await gh.asked())[1]).toEqual(
    expect.arrayContaining(['--title', 'Version packages', await versionNotes(root)]),
  );
});

test.each([
  [OLD, '### Major Changes\n\n- First.'],
  [NEW, '### Minor Changes\n\n- More.'],
  ['# a\n', ''],
])('the newest section of %j', (changelog, section) => {
  expect(newestSection(changelog)).toBe(section);
});
