import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError } from '../cli/problem.ts';
import { displayPath } from '../contracts/paths.ts';
import type { Json } from '../openapi/json.ts';

/**
 * The files of recordings at a path: the file itself, or the JSON files of a folder by name.
 *
 * @throws `PipelineError` if the path cannot be read.
 */
export async function recordingFilesAt(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
    return names.map((name) => join(path, name));
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const problem = { file: displayPath(path), message: code };
    throw new PipelineError('The recordings cannot be read', [problem], { cause });
  }
}

/**
 * Reads a file of recordings. The message of the JSON parser quotes the text, so it is not passed on.
 *
 * @throws `PipelineError` if it cannot be read, or is not JSON.
 */
export async function readRecordingFile(path: string): Promise<Json> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message = code === undefined ? 'is not JSON' : `cannot be read (${code})`;
    const file = displayPath(path);
    throw new PipelineError(`${file} cannot be used`, [{ file, message }]);
  }
}
