import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { isRecordingDate, shapesOf } from './parse.ts';
import { mergePlaces, type Recording, shapeOf } from './recording.ts';

const RECORDER = 'packages/sdk/dist/recorder.js';

/** The part of the SDK's recorder that is used here. */
interface RecorderModule {
  recordShapes(options: { by: string; recorded: string; onError: (error: Error) => void }): {
    wrap(fetch: () => Promise<Response>): (url: string, init: object) => Promise<Response>;
    shapes(): Promise<Json>;
  };
}

interface TapeLabels {
  readonly by: string;
  readonly recorded: string;
  readonly variant?: string;
}

export function isTape(document: Json): document is JsonObject {
  return isObject(document) && document.format === 'kaiten-tape/1';
}

/**
 * The shapes of the responses on a tape, as the recorder of the SDK makes them.
 *
 * @throws `PipelineError` if the SDK is not built, or with every exchange that cannot be used.
 */
export async function tapeRecordings(
  tape: JsonObject,
  file: string,
  { variant, ...labels }: TapeLabels,
): Promise<readonly Recording[]> {
  const problems: Problem[] = [];
  const recordings = new Map<string, Recording>();
  if (!isRecordingDate(labels.recorded)) {
    const hint = 'Write 2026, 2026-11 or 2026-11-30.';
    problems.push({ file, pointer: '/recorded', message: 'is not a date', hint });
  }
  if (!Array.isArray(tape.exchanges)) {
    problems.push({ file, pointer: '/exchanges', message: 'must be an array' });
  }
  const exchanges = problems.length === 0 ? (tape.exchanges as Json[]) : [];
  const { recordShapes } = await recorderModule();
  for (const [index, exchange] of exchanges.entries()) {
    const addProblem = (error: Error, ...path: string[]) => {
      const pointer = toPointer(['exchanges', index, ...path]);
      const [problem] = error instanceof PipelineError ? error.problems : [];
      problems.push({ file, pointer, message: problem?.message ?? error.message });
    };
    const replayed = replayedExchange(exchange, addProblem);
    if (replayed?.operationId === undefined) continue;
    const { method, operationId, response, url } = replayed;
    // Each exchange has its own recorder, so that errors name the exchange.
    const recorder = recordShapes({ ...labels, onError: addProblem });
    const recorded = await recorder.wrap(async () => response)(url, {
      method,
      call: { operationId },
    });
    // A recorder records what is read.
    await recorded.arrayBuffer();
    for (const recording of shapesOf(await recorder.shapes(), { file })) {
      const key = `${recording.operationId} ${recording.variant}`;
      const places = mergePlaces(recordings.get(key)?.places ?? {}, recording.places);
      recordings.set(key, { ...recording, places });
    }
  }
  if (problems.length > 0) throw new PipelineError(`${file} cannot be used as evidence`, problems);
  return [...recordings.values()].map((recording) =>
    variant === undefined ? recording : { ...recording, variant },
  );
}

/** The request and the response of an exchange; `undefined` if it is wrong, after reporting it. */
function replayedExchange(exchange: Json, addProblem: (error: Error, ...path: string[]) => void) {
  const { operationId, request, response } = isObject(exchange) ? exchange : ({} as JsonObject);
  if (!isObject(request) || !isObject(response) || typeof request.method !== 'string') {
    return addProblem(new Error('is not an exchange'));
  }
  const { body, headers, status } = response;
  if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599) {
    return addProblem(new Error('must be an integer from 200 to 599'), 'response', 'status');
  }
  const text = isObject(body) && typeof body.text === 'string' ? body.text : '';
  try {
    shapeOf(JSON.parse(text || 'null'));
  } catch (error) {
    // The recorder decides which bodies have to be JSON.
    if (error instanceof PipelineError) return addProblem(error, 'response', 'body');
  }
  const query = typeof request.query === 'string' ? `?${request.query}` : '';
  // Tapes do not contain hosts.
  const url = `https://tape.invalid${request.path}${query}`;
  if (!String(request.path).startsWith('/') || !URL.canParse(url)) {
    return addProblem(new Error('must be a path that starts with /'), 'request', 'path');
  }
  try {
    return {
      operationId: typeof operationId === 'string' ? operationId : undefined,
      method: request.method,
      url,
      response: new Response(text === '' ? null : text, {
        status: Number(status),
        headers: isObject(headers) ? (headers as Record<string, string>) : {},
      }),
    };
  } catch {
    return addProblem(new Error('has headers or a body that HTTP does not allow'), 'response');
  }
}

async function recorderModule(): Promise<RecorderModule> {
  const path = join(ROOT, RECORDER);
  if (existsSync(path)) return import(pathToFileURL(path).href) as Promise<RecorderModule>;
  throw new PipelineError('Tapes are read with the SDK, which is not built', [
    { file: RECORDER, message: 'does not exist', hint: 'Run npm start -- --pinned first.' },
  ]);
}
