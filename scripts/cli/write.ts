import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { stringify as stringifyYaml } from 'yaml';
import type { Json } from '../openapi/json.ts';

/** JSON with two spaces and a final newline, or YAML if the file has that extension. */
export function serializeDocument(document: Json, path: string): string {
  return /^\.ya?ml$/i.test(extname(path))
    ? stringifyYaml(document, { lineWidth: 0, aliasDuplicateObjects: false })
    : `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Replaces a file in one step, so that neither a reader nor a crash finds an incomplete file.
 * Does not touch a file that already has this content.
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

export interface FileContent {
  readonly path: string;
  readonly content: string;
}

/**
 * Replaces files that belong together; does not touch those that already have their content. If anything fails, all are restored: the copies and the new
 * contents are on disk before the first file is replaced.
 */
export async function writeFilesAtomic(files: readonly FileContent[]): Promise<void> {
  const suffix = `.${randomUUID()}.tmp`;
  const changed = await Promise.all(
    files.map(async (file) => ({
      ...file,
      found: await readFile(file.path, 'utf8').catch(() => undefined),
    })),
  );
  const staged = changed
    .filter(({ content, found }) => content !== found)
    .map(({ path, content }) => ({
      path,
      content,
      before: `${path}.old${suffix}`,
      after: path + suffix,
    }));
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { after, content } of staged) await writeFile(after, content);
    const copied = new Set<string>();
    for (const { before, path } of staged) if (await copyIfThere(path, before)) copied.add(path);
    for (const { after, before, path } of staged) {
      await rename(after, path);
      undo.push(() => (copied.has(path) ? rename(before, path) : rm(path)));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  } finally {
    const temporary = staged.flatMap(({ after, before }) => [after, before]);
    await Promise.all(temporary.map((path) => rm(path, { force: true })));
  }
}

async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    // A folder in place of the file fails later, when the file is replaced.
    if (['ENOENT', 'EISDIR'].includes(String((error as NodeJS.ErrnoException).code))) return false;
    throw error;
  }
}
