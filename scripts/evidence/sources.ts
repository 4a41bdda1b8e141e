import { basename } from 'node:path';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { displayPath } from '../contracts/paths.ts';
import { isObject, type Json } from '../openapi/json.ts';
import { readRecordingFile, recordingFilesAt } from './files.ts';
import { shapesOf } from './parse.ts';
import { type Recording, SHAPES_FORMAT } from './recording.ts';
import { shapeOfAll } from './shape.ts';
import { isTape, tapeRecordings } from './tape.ts';

/** What the command line says of recordings. */
export interface Occasion {
  readonly recorded?: string | undefined;
  readonly by?: string | undefined;
  readonly variant?: string | undefined;
}

interface Read {
  /** Recordings with a date and a label of their own. */
  readonly recordings: readonly Recording[];
  /** Bodies of responses, by operation. */
  readonly bodies: readonly (readonly [operationId: string, body: Json])[];
}

/**
 * Reads recordings from files and folders: shapes, tapes, and JSON bodies of responses in files that
 * are named by their operation, such as `getCard.json` and `getCard.3.json`. What shapes say of
 * themselves stands; the occasion is that of tapes, which know at most their date, and of bodies.
 *
 * @throws `PipelineError` with every file that cannot be used. No content is quoted.
 */
export async function readRecordings(
  paths: readonly string[],
  occasion: Occasion,
  isKnown: (operationId: string) => boolean,
): Promise<readonly Recording[]> {
  const problems: Problem[] = [];
  const reads: Read[] = [];
  for (const path of (await Promise.all(paths.map(filesAt))).flat()) {
    try {
      reads.push(await readOne(path, occasion, isKnown));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new PipelineError('The recordings cannot be used', problems);
  const bodies = Map.groupBy(
    reads.flatMap((read) => read.bodies),
    ([operationId]) => operationId,
  );
  return [
    ...reads.flatMap((read) => read.recordings),
    ...[...bodies].map(([operationId, all]) => ({
      operationId,
      ...labelled(occasion, operationId),
      places: shapeOfAll(all.map(([, body]) => body)),
    })),
  ];
}

async function readOne(
  path: string,
  occasion: Occasion,
  isKnown: (operationId: string) => boolean,
): Promise<Read> {
  const file = displayPath(path);
  const document = await readRecordingFile(path);
  if (isObject(document) && document.format === SHAPES_FORMAT) {
    return { recordings: shapesOf(document, { file, isKnown }).recordings, bodies: [] };
  }
  if (isTape(document)) {
    const own = typeof document.recorded === 'string' ? document.recorded : undefined;
    const dated = { ...occasion, recorded: occasion.recorded ?? own };
    const { variant, ...labels } = labelled(dated, file);
    const recordings = await tapeRecordings(document, file, labels);
    const all = variant === undefined ? recordings : recordings.map((one) => ({ ...one, variant }));
    return { recordings: all, bodies: [] };
  }
  const [operationId = ''] = basename(path).split('.');
  if (isKnown(operationId)) {
    labelled(occasion, file);
    return { recordings: [], bodies: [[operationId, document]] };
  }
  const message = 'is not shapes, not a tape, and not named by an operation of the contract';
  const hint = 'Name bodies of responses by operationId and number, as in getCard.3.json.';
  throw new PipelineError(`${file} cannot be used`, [{ file, message, hint }]);
}

function labelled({ by, recorded, variant }: Occasion, file: string) {
  if (recorded !== undefined && by !== undefined) {
    return { recorded, by, ...(variant === undefined ? {} : { variant }) };
  }
  const message = 'does not say when it was recorded and by whom';
  const hint = 'Say so with --recorded and --by.';
  throw new PipelineError(`${file} cannot be used`, [{ file, message, hint }]);
}

async function filesAt(path: string): Promise<readonly string[]> {
  const files = await recordingFilesAt(path);
  if (files.length > 0) return files;
  const problem = { file: displayPath(path), message: 'has no .json files' };
  throw new PipelineError('A folder has no recordings', [problem]);
}
