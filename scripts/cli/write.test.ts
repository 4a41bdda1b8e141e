import { mkdir, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../openapi/json.ts';
import { parseDocument } from '../openapi/read.ts';
import { folderWith } from './temporary-folder.ts';
import { serializeDocument, writeFileAtomic, writeFilesAtomic } from './write.ts';

describe('serializing', () => {
  test('JSON has two spaces and a final newline, YAML is in block style', () => {
    expect(serializeDocument({ a: [1] }, 'a.json')).toBe('{\n  "a": [\n    1\n  ]\n}\n');
    expect(serializeDocument({ a: [1] }, 'a.YML')).toBe('a:\n  - 1\n');
    expect(serializeDocument({ a: [1] }, 'yaml')).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });

  test('YAML repeats shared objects, and does not fold long lines', () => {
    const shared = { text: 'word '.repeat(60).trim() };
    const text = serializeDocument({ a: shared, b: shared }, 'a.yaml');
    expect(text.split('\n')).toHaveLength(5);
    expect(text).not.toMatch(/[&*]/);
  });

  test.each(['a.json', 'a.yaml'])('%s is read back unchanged', (file) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const document = JSON.parse(JSON.stringify(value)) as Json;
        expect(parseDocument(serializeDocument(document, file), file)).toEqual(document);
      }),
    );
  });
});

describe('writing', () => {
  test('creates missing folders and leaves no temporary file', async () => {
    const folder = await folderWith({});
    const path = join(folder, 'deep/er/a.json');
    expect(await writeFileAtomic(path, 'new')).toBe('written');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(join(folder, 'deep/er'))).toEqual(['a.json']);
  });

  test('does not touch a file with the same content', async () => {
    const path = join(await folderWith({ 'a.json': 'same' }), 'a.json');
    const { ino, mtimeMs } = await stat(path);
    expect(await writeFileAtomic(path, 'same')).toBe('same');
    expect(await stat(path)).toMatchObject({ ino, mtimeMs });
    expect(await writeFileAtomic(path, 'other')).toBe('written');
    expect((await stat(path)).ino).not.toBe(ino);
  });

  test('leaves no temporary file if it fails', async () => {
    const folder = await folderWith({});
    await mkdir(join(folder, 'a.json'));
    await expect(writeFileAtomic(join(folder, 'a.json'), 'new')).rejects.toThrow('EISDIR');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  test('replaces all files or none', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const [first, second] = [join(folder, 'a.json'), join(folder, 'b.json')];
    await mkdir(second);
    const files = (of: string) => [first, second].map((path) => ({ path, content: of }));
    await expect(writeFilesAtomic(files('new'))).rejects.toThrow('EISDIR');
    expect(await readFile(first, 'utf8')).toBe('old');
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'b.json']);
    await rmdir(second);
    await writeFilesAtomic(files('new'));
    expect(await Promise.all([first, second].map((path) => readFile(path, 'utf8')))).toEqual([
      'new',
      'new',
    ]);
  });

  describe('two files', () => {
    const write = (folder: string) =>
      writeFilesAtomic([
        { path: join(folder, 'a'), content: 'new a' },
        { path: join(folder, 'b'), content: 'new b' },
      ]);

    test('are written, whether they existed or not', async () => {
      const folder = await folderWith({ a: 'old a' });
      await write(folder);
      expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new a');
      expect(await readFile(join(folder, 'b'), 'utf8')).toBe('new b');
      expect(await readdir(folder)).toEqual(['a', 'b']);
    });

    test('the first is restored if the second cannot be replaced', async () => {
      const folder = await folderWith({ a: 'old a' });
      await mkdir(join(folder, 'b/in the way'), { recursive: true });
      await expect(write(folder)).rejects.toThrow();
      expect(await readFile(join(folder, 'a'), 'utf8')).toBe('old a');
      expect(await readdir(folder)).toEqual(['a', 'b']);
    });

    test('the first is removed if the second cannot be written and neither existed', async () => {
      const folder = await folderWith({});
      await mkdir(join(folder, 'b/in the way'), { recursive: true });
      await expect(write(folder)).rejects.toThrow();
      expect(await readdir(folder)).toEqual(['b']);
    });

    test('are not touched if nothing can be written', async () => {
      const folder = await folderWith({});
      await expect(write(join(folder, 'missing'))).rejects.toThrow(/ENOENT/);
      expect(await readdir(folder)).toEqual([]);
    });
  });
});
