import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { checkImportContent } from './check-content.js';
import type { ImportContent, ImportFileContent, ImportProblem } from './content.js';
import type { ImportEntity } from './entities.js';
import { announcedBy, attachedFiles, META_DATA } from './import-files.js';

/** The folder does not exist or cannot be read. */
export class ImportFolderError extends Error {
  override readonly name = 'ImportFolderError';
}

/**
 * Checks a folder of files before it is imported into Kaiten: `meta-data.json`, the schema of every
 * record, references between records, and files that do not belong to the import. It does not send or
 * change anything.
 *
 * @param folder The folder that contains `meta-data.json`.
 * @returns All problems; an empty array if there are none.
 * @throws ImportFolderError if the folder does not exist or cannot be read.
 *
 * @example
 * for (const problem of await checkImport('export')) console.log(formatImportProblem(problem));
 */
export async function checkImport(
  folder: string,
  options: CheckImportOptions = {},
): Promise<ImportProblem[]> {
  const present = await filesIn(folder);
  if (!present.has(META_DATA)) return [{ file: META_DATA, problem: NO_META_DATA }];
  const metaData = await readJson(join(folder, META_DATA), options);
  if ('problem' in metaData) return [{ file: META_DATA, problem: metaData.problem }];
  const announced = announcedBy(metaData.content);
  const { content, problems } = await readContent(folder, announced.files, options);
  const attached = attachedFiles(content, present);
  const parts = new Set([META_DATA, ...[...announced.files.values()].flat(), ...attached.used]);
  const strays = [...present].filter((file) => !parts.has(file));
  return [
    ...announced.problems,
    ...problems,
    ...checkImportContent(content),
    ...attached.problems,
    ...strays.map((file) => ({ file, problem: STRAY })),
  ];
}

const NO_META_DATA = 'does not exist; it lists the files of the import';
const STRAY = 'does not belong to the import: neither meta-data.json nor a record refers to it';

async function filesIn(folder: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    return new Set(
      files
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort(),
    );
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' || code === 'ENOTDIR' ? 'is not a folder' : `cannot be read (${code})`;
    throw new ImportFolderError(`${folder} ${reason}`, { cause });
  }
}

async function readContent(
  folder: string,
  files: ReadonlyMap<ImportEntity, readonly string[]>,
  options: CheckImportOptions,
): Promise<{ content: ImportContent; problems: ImportProblem[] }> {
  const content: { [Entity in ImportEntity]?: ImportFileContent[] } = {};
  const problems: ImportProblem[] = [];
  for (const [entity, paths] of files) {
    const read: ImportFileContent[] = [];
    for (const file of paths) {
      const result = await readJson(join(folder, file), options);
      if ('problem' in result) problems.push({ file, problem: result.problem });
      read.push({ file, content: 'content' in result ? result.content : undefined });
    }
    content[entity] = read;
  }
  return { content, problems };
}

export interface CheckImportOptions {
  /**
   * Maximum size of a JSON file in bytes. A file is read into memory completely and needs several
   * times its size.
   *
   * @default 268435456 (256 MiB)
   */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 256 * 1024 ** 2;

/** The parsed file, or the reason why it could not be read. */
export type ReadResult = { readonly content: unknown } | { readonly problem: string };

export async function readJson(
  path: string,
  { maxBytes = DEFAULT_MAX_BYTES }: CheckImportOptions,
): Promise<ReadResult> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      return {
        problem: `is too large: ${size} bytes, the limit is ${maxBytes}. Split the file or raise the limit`,
      };
    }
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    return { problem: whyNotRead(error) };
  }
}

function parse(text: string): ReadResult {
  try {
    return { content: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: `is not JSON: ${(error as Error).message}` };
  }
}

function whyNotRead(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EISDIR') return 'is a folder, not a file';
  return `cannot be read: ${code ?? message}`;
}
