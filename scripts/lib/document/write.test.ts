import { mkdir, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from './json.ts';
import { parseDocument } from './read.ts';
import { folderWith } from './temporary-folder.ts';
import { serializeDocument, writeFileAtomic, writeFilesAtomic } from './write.ts';

describe('serializing', () => {
  test('JSON has two spaces and ends with a line, YAML is in blocks', () => {
    expect(serializeDocument({ a: [1] }, 'a.json')).toBe('{\n  "a": [\n    1\n  ]\n}\n');
    expect(serializeDocument({ a: [1] }, 'a.YML')).toBe('a:\n  - 1\n');
    expect(serializeDocument({ a: [1] }, 'yaml')).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });

  test('YAML repeats what is the same object, and does not fold long lines', () => {
    const shared = { text: 'word '.repeat(60).trim() };
    const text = serializeDocument({ a: shared, b: shared }, 'a.yaml');
    expect(text.split('\n')).toHaveLength(5);
    expect(text).not.toMatch(/[&*]/);
  });

  test.each(['a.json', 'a.yaml'])('%s reads back as it was', (file) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const document = JSON.parse(JSON.stringify(value)) as Json;
        expect(parseDocument(serializeDocument(document, file), file)).toEqual(document);
      }),
    );
  });
});

describe('writing', () => {
  test('makes folders on the way and leaves nothing beside the file', async () => {
    const folder = await folderWith({});
    const path = join(folder, 'deep/er/a.json');
    expect(await writeFileAtomic(path, 'new')).toBe('written');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(join(folder, 'deep/er'))).toEqual(['a.json']);
  });

  test('does not touch a file that is the same', async () => {
    const path = join(await folderWith({ 'a.json': 'same' }), 'a.json');
    const { ino, mtimeMs } = await stat(path);
    expect(await writeFileAtomic(path, 'same')).toBe('same');
    expect(await stat(path)).toMatchObject({ ino, mtimeMs });
    expect(await writeFileAtomic(path, 'other')).toBe('written');
    expect((await stat(path)).ino).not.toBe(ino);
  });

  test('leaves nothing behind when it fails', async () => {
    const folder = await folderWith({});
    await mkdir(join(folder, 'a.json'));
    await expect(writeFileAtomic(join(folder, 'a.json'), 'new')).rejects.toThrow('EISDIR');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  test('replaces several files, or none', async () => {
    const folder = await folderWith({ 'a.json': 'old' });
    const [first, second] = [join(folder, 'a.json'), join(folder, 'b.json')];
    await mkdir(second);
    const files = (of: string) => [[first, of] as const, [second, of] as const];
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
});
