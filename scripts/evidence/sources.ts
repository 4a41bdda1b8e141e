import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { displayPath } from '../contracts/paths.ts';
import { isObject, type Json } from '../openapi/json.ts';
import { shapesOf } from './parse.ts';
import {
  mergePlaces,
  type PlaceCounts,
  type Recording,
  SHAPES_FORMAT,
  shapeOf,
} from './recording.ts';
import { isTape, tapeRecordings } from './tape.ts';

/** What the command line says about recordings. */
export interface RecordingLabels {
  readonly recorded?: string | undefined;
  readonly by?: string | undefined;
  readonly variant?: string | undefined;
}

/** The content of one file. */
interface Source {
  /** Recordings with their own date and label. */
  readonly recordings: readonly Recording[];
  /** The shape of a response body. */
  readonly body?: { readonly operationId: string; readonly places: PlaceCounts };
}

/**
 * Reads recordings from files and folders: shapes, tapes, and JSON bodies of responses in files that
 * are named by operation, such as `getCard.json` and `getCard.3.json`. Shapes keep their own labels;
 * the given labels apply to bodies and tapes. A tape can have a date.
 *
 * @throws `PipelineError` with every file that cannot be used. No content is quoted.
 */
export async function readRecordings(
  paths: readonly string[],
  labels: RecordingLabels,
  isKnown: (operationId: string) => boolean,
): Promise<readonly Recording[]> {
  const problems: Problem[] = [];
  const recordings: Recording[] = [];
  const bodies = new Map<string, PlaceCounts>();
  for (const path of (await Promise.all(paths.map(recordingFilesIn))).flat()) {
    try {
      const source = await readSource(path, labels, isKnown);
      recordings.push(...source.recordings);
      if (!source.body) continue;
      const { operationId, places } = source.body;
      bodies.set(operationId, mergePlaces(bodies.get(operationId) ?? {}, places));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new PipelineError('The recordings cannot be used', problems);
  return [
    ...recordings,
    ...[...bodies].map(([operationId, places]) => ({
      operationId,
      ...completeLabels(labels, operationId),
      places,
    })),
  ];
}

async function readSource(
  path: string,
  labels: RecordingLabels,
  isKnown: (operationId: string) => boolean,
): Promise<Source> {
  const file = displayPath(path);
  const document = await readRecordingFile(path);
  if (isObject(document) && document.format === SHAPES_FORMAT) {
    return { recordings: shapesOf(document, { file, isKnown }) };
  }
  if (isTape(document)) {
    const own = typeof document.recorded === 'string' ? document.recorded : undefined;
    const dated = completeLabels({ ...labels, recorded: labels.recorded ?? own }, file);
    return { recordings: await tapeRecordings(document, file, dated) };
  }
  const [operationId = ''] = basename(path).split('.');
  if (isKnown(operationId)) {
    completeLabels(labels, file);
    return { recordings: [], body: { operationId, places: shapeIn(file, document) } };
  }
  const message = 'is neither shapes nor a tape, and is not named by an operation of the contract';
  const hint = 'Name response bodies by operationId and number, as in getCard.3.json.';
  throw new PipelineError(`${file} cannot be used`, [{ file, message, hint }]);
}

function shapeIn(file: string, document: Json): PlaceCounts {
  try {
    return shapeOf(document);
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    throw new PipelineError(
      error.message,
      error.problems.map((problem) => ({ file, ...problem })),
    );
  }
}

function completeLabels({ by, recorded, variant }: RecordingLabels, file: string) {
  if (recorded !== undefined && by !== undefined) {
    return { recorded, by, ...(variant === undefined ? {} : { variant }) };
  }
  const message = 'does not say when it was recorded and by whom';
  const hint = 'Add --recorded and --by.';
  throw new PipelineError(`${file} cannot be used`, [{ file, message, hint }]);
}

async function recordingFilesIn(path: string): Promise<readonly string[]> {
  const files = await recordingFilesAt(path);
  if (files.length > 0) return files;
  const problem = { file: displayPath(path), message: 'has no .json files' };
  throw new PipelineError('A folder has no recordings', [problem]);
}

/**
 * The files of recordings at a path: the file itself, or the JSON files of a folder, sorted by name.
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
    const problem = { file: displayPath(path), message: `cannot be read (${code})` };
    throw new PipelineError('The recordings cannot be read', [problem], { cause });
  }
}

/**
 * Reads a file of recordings. The message of the JSON parser quotes the text, so it is not passed on.
 *
 * @throws `PipelineError` if the file cannot be read or is not JSON.
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
