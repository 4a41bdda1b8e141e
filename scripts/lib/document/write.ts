import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { stringify as stringifyYaml } from 'yaml';
import type { Json } from './json.ts';

/** JSON with two spaces and a final newline, or YAML where the file's name ends so. */
export function serializeDocument(document: Json, path: string): string {
  return /^\.ya?ml$/i.test(extname(path))
    ? stringifyYaml(document, { lineWidth: 0, aliasDuplicateObjects: false })
    : `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Replaces a file in one step, so that a reader or a crash never meets half of it.
 * Leaves it untouched, timestamps included, when the content is already that.
 */
export async function writeFileAtomic(path: string, content: string): Promise<'written' | 'same'> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === content) return 'same';
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return 'written';
}

/**
 * Replaces several files, all or none: what cannot be written is found before any of them is replaced.
 */
export async function writeFilesAtomic(
  files: readonly (readonly [path: string, content: string])[],
): Promise<void> {
  const staged: { path: string; temporary: string; before: Buffer | undefined }[] = [];
  const replaced: typeof staged = [];
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(path), { recursive: true });
      const temporary = `${path}.${randomUUID()}.tmp`;
      staged.push({ path, temporary, before: await readFile(path).catch(() => undefined) });
      await writeFile(temporary, content);
    }
    for (const file of staged) {
      await rename(file.temporary, file.path);
      replaced.push(file);
    }
  } catch (error) {
    for (const { before, path } of replaced) {
      await (before === undefined ? rm(path, { force: true }) : writeFile(path, before));
    }
    throw error;
  } finally {
    await Promise.all(staged.map(({ temporary }) => rm(temporary, { force: true })));
  }
}
