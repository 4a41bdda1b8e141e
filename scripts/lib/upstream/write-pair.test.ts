import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './temporary-root.ts';
import { writePair } from './write-pair.ts';

async function pairIn(folder: string) {
  const pair = [
    { path: join(folder, 'a'), content: 'new a' },
    { path: join(folder, 'b'), content: 'new b' },
  ] as const;
  return { write: () => writePair(...pair), a: pair[0].path, b: pair[1].path };
}

it('writes both, whether they were there or not', async () => {
  const folder = await temporaryFolder();
  const { a, b, write } = await pairIn(folder);
  await writeFile(a, 'old a');
  await write();
  expect(await readFile(a, 'utf8')).toBe('new a');
  expect(await readFile(b, 'utf8')).toBe('new b');
  expect(await readdir(folder)).toEqual(['a', 'b']);
});

it('puts the first back when the second cannot be replaced', async () => {
  const folder = await temporaryFolder();
  const { a, b, write } = await pairIn(folder);
  await writeFile(a, 'old a');
  await mkdir(join(b, 'in the way'), { recursive: true });
  await expect(write()).rejects.toThrow();
  expect(await readFile(a, 'utf8')).toBe('old a');
  expect(await readdir(folder)).toEqual(['a', 'b']);
});

it('removes the first when the second cannot be written and neither was there', async () => {
  const folder = await temporaryFolder();
  const { b, write } = await pairIn(folder);
  await mkdir(join(b, 'in the way'), { recursive: true });
  await expect(write()).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['b']);
});

it('touches nothing where it cannot write', async () => {
  const folder = await temporaryFolder();
  const { write } = await pairIn(join(folder, 'missing'));
  await expect(write()).rejects.toThrow(/ENOENT/);
  expect(await readdir(folder)).toEqual([]);
});
