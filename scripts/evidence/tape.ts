import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PipelineError } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { shapesOf } from './parse.ts';
import type { Recording } from './recording.ts';

const RECORDER = 'packages/sdk/dist/recorder.js';

/** As much of the recorder in the SDK as this needs. */
interface RecorderModule {
  recordShapes(options: { by: string; recorded: string; onError: (error: Error) => void }): {
    wrap(fetch: () => Promise<Response>): (url: string, init: object) => Promise<Response>;
    shapes(): Promise<Json>;
  };
}

export function isTape(document: Json): document is JsonObject {
  return isObject(document) && document.format === 'kaiten-tape/1';
}

/**
 * The shapes of the responses on a tape, as the recorder in the SDK makes them.
 *
 * @throws `PipelineError` if the SDK is not built, or the tape cannot be used.
 */
export async function tapeRecordings(
  tape: JsonObject,
  file: string,
  { by, recorded }: { readonly by: string; readonly recorded: string },
): Promise<readonly Recording[]> {
  const { recordShapes } = await recorderModule();
  const errors: Error[] = [];
  const recorder = recordShapes({ by, recorded, onError: (error) => errors.push(error) });
  const exchanges = Array.isArray(tape.exchanges) ? tape.exchanges : [];
  for (const [index, exchange] of exchanges.entries()) {
    const replayed = isObject(exchange) ? replayedOf(exchange) : undefined;
    if (!replayed) {
      const problem = { file, pointer: `/exchanges/${index}`, message: 'is not an exchange' };
      throw new PipelineError(`${file} is not a tape`, [problem]);
    }
    const { operationId, method, response, url } = replayed;
    if (operationId === undefined) continue;
    const fetch = recorder.wrap(async () => response);
    await fetch(url, { method, call: { operationId } });
  }
  const shapes = await recorder.shapes();
  if (errors.length > 0) {
    const problems = errors.map(({ message }) => ({ file, message }));
    throw new PipelineError(`${file} cannot be used as evidence`, problems);
  }
  return shapesOf(shapes, { file }).recordings;
}

function replayedOf({ operationId, request, response }: JsonObject) {
  if (!isObject(request) || !isObject(response)) return undefined;
  const { body, headers, status } = response;
  const text = isObject(body) && typeof body.text === 'string' ? body.text : null;
  if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599) return undefined;
  const query = typeof request.query === 'string' ? `?${request.query}` : '';
  return {
    operationId: typeof operationId === 'string' ? operationId : undefined,
    method: String(request.method),
    // Tapes have no hosts.
    url: `https://tape.invalid${String(request.path)}${query}`,
    response: new Response(text === '' ? null : text, {
      status: Number(status),
      headers: isObject(headers) ? (headers as Record<string, string>) : {},
    }),
  };
}

async function recorderModule(): Promise<RecorderModule> {
  const path = join(ROOT, RECORDER);
  if (existsSync(path)) return import(pathToFileURL(path).href) as Promise<RecorderModule>;
  throw new PipelineError('Tapes are read by the SDK, which is not built', [
    { file: RECORDER, message: 'is not there', hint: 'Run npm start -- --pinned first.' },
  ]);
}
