import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFiles } from '../cli/folder.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { protect } from './protect.ts';

const FILES = { 'lock.json': 'old', 'generated/a.ts': 'a', 'generated/deep/b.ts': 'b' };
const PROTECTED = ['lock.json', 'generated', 'new.json', 'new'];

const protectIn = (root: string, action: () => Promise<unknown>) =>
  protect(
    PROTECTED.map((path) => join(root, path)),
    action,
  );

async function changeEverything(root: string): Promise<void> {
  await writeFile(join(root, 'lock.json'), 'new');
  await rm(join(root, 'generated/deep'), { recursive: true });
  await writeFile(join(root, 'generated/c.ts'), 'c');
  await writeFile(join(root, 'new.json'), 'new');
}

test('a failure restores changed and removed files, removes new ones, and is rethrown', async () => {
  const root = await folderWith(FILES);
  const failure = new Error('the compiler failed');
  const attempt = protectIn(root, async () => {
    await changeEverything(root);
    throw failure;
  });
  await expect(attempt).rejects.toBe(failure);
  expect(Object.fromEntries(await readFiles(root))).toEqual(FILES);
});

test('a failure does not touch files that did not change', async () => {
  const root = await folderWith(FILES);
  const { mtimeMs } = await stat(join(root, 'generated/a.ts'));
  await expect(protectIn(root, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect((await stat(join(root, 'generated/a.ts'))).mtimeMs).toBe(mtimeMs);
});

test('success keeps what was written and returns the result', async () => {
  const root = await folderWith(FILES);
  const result = await protectIn(root, async () => {
    await changeEverything(root);
    return 'done';
  });
  expect(result).toBe('done');
  expect(Object.fromEntries(await readFiles(root))).toEqual({
    'lock.json': 'new',
    'new.json': 'new',
    'generated/a.ts': 'a',
    'generated/c.ts': 'c',
  });
});
