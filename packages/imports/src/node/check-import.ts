import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { checkImportContent } from '../check/check-content.js';
import type { ImportContent, ImportFileContent } from '../check/content.js';
import type { ImportEntity } from '../entities.js';
import type { ImportProblem } from '../problem.js';
import { attachedFiles } from './attached-files.js';
import { type ReadOptions, readJson } from './read-json.js';
import { announcedBy, META_DATA } from './read-meta-data.js';

/** There is no folder to check. */
export class ImportFolderError extends Error {
  override readonly name = 'ImportFolderError';
}

/**
 * Checks a folder of files that is to be imported into Kaiten: whether `meta-data.json` names its
 * files, whether every record has the shape it should, whether ids lead somewhere, and whether
 * anything is in the folder that is no part of the import. Nothing is sent or changed.
 *
 * @param folder The folder that has `meta-data.json`.
 * @returns All problems; none when there is nothing wrong.
 * @throws `ImportFolderError` where there is no such folder.
 *
 * @example
 * for (const problem of await checkImport('export')) console.log(formatImportProblem(problem));
 */
export async function checkImport(
  folder: string,
  options: ReadOptions = {},
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

const NO_META_DATA = 'there is no such file; it names the files of the import';
const STRAY = 'is no part of the import: neither meta-data.json nor a record names it';

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
      code === 'ENOENT' || code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code})`;
    throw new ImportFolderError(`${folder} ${reason}`, { cause });
  }
}

async function readContent(
  folder: string,
  files: ReadonlyMap<ImportEntity, readonly string[]>,
  options: ReadOptions,
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
