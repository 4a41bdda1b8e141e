import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../document/temporary-folder.ts';
import { withRemote } from '../git/sample-remote.ts';
import { newestSection, versionNotes } from './version-notes.ts';

const OLD = '# a\n\n## 1.0.0\n\n### Major Changes\n\n- First.\n';
const NEW = '# a\n\n## 1.1.0\n\n### Minor Changes\n\n- More.\n\n## 1.0.0\n\n- First.\n';

test('the newest notes of each changelog that changed', async () => {
  const manifest = (name: string) => JSON.stringify({ name, version: '1.1.0' });
  const root = await folderWith({
    'packages/a/package.json': manifest('a'),
    'packages/a/CHANGELOG.md': OLD,
    'packages/b/package.json': manifest('b'),
    'packages/b/CHANGELOG.md': OLD,
  });
  await withRemote(root);
  await writeFile(join(root, 'packages/a/CHANGELOG.md'), NEW);
  const notes = await versionNotes(root);
  expect(notes).toMatch(/^Merging this publishes/);
  expect(notes).toContain('# a@1.1.0\n\n### Minor Changes\n\n- More.');
  expect(notes).not.toMatch(/First|b@1\.1\.0/);
});

test.each([
  [OLD, '### Major Changes\n\n- First.'],
  [NEW, '### Minor Changes\n\n- More.'],
  ['# a\n', ''],
])('the newest section of %j', (changelog, section) => {
  expect(newestSection(changelog)).toBe(section);
});
