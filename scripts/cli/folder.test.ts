import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles, readFiles, removeEmptyFolders } from './folder.ts';
import { folderWith } from './temporary-folder.ts';

test('files are listed with forward slashes, sorted, without folders and links', async () => {
  const folder = await folderWith({ 'b.txt': '', 'a/z.txt': '', 'a/b/c.txt': '' });
  await symlink(join(folder, 'b.txt'), join(folder, 'link.txt'));
  expect(await listFiles(folder)).toEqual(['a/b/c.txt', 'a/z.txt', 'b.txt']);
});

test('a missing folder has no files; a file instead of a folder is an error', async () => {
  const folder = await folderWith({ 'b.txt': '' });
  expect(await listFiles(join(folder, 'nowhere'))).toEqual([]);
  await expect(listFiles(join(folder, 'b.txt'))).rejects.toThrow('ENOTDIR');
});

test('files are read into a map by path', async () => {
  const folder = await folderWith({ 'b.txt': 'B', 'a/z.txt': 'Ž\n' });
  expect([...(await readFiles(folder))]).toEqual([
    ['a/z.txt', 'Ž\n'],
    ['b.txt', 'B'],
  ]);
});

test('only empty folders are removed, the deepest first', async () => {
  const folder = await folderWith({ 'a/b/c/gone.txt': '', 'a/kept.txt': '', 'd/gone.txt': '' });
  const removed = ['a/b/c/gone.txt', 'd/gone.txt'];
  await Promise.all(removed.map((path) => rm(join(folder, path))));
  await removeEmptyFolders(folder, [...removed, 'never/was.txt']);
  expect(await readdir(folder, { recursive: true })).toEqual(['a', 'a/kept.txt']);
});
