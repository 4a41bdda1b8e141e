import { basename } from 'node:path';
import { PipelineError, type Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import { displayPath } from '@kaiten-sdk/scripts/contracts/index.ts';
import {
  readRecordingFile,
  recordingFilesAt,
  shapesOf,
} from '@kaiten-sdk/scripts/evidence/index.ts';
import { isObject, type Json } from '@kaiten-sdk/scripts/openapi/index.ts';
import { z } from 'zod';
import type { ContractOperation } from '../contract/contract.ts';
import type { Placed } from '../contract/schema.ts';
import { successPlace } from './finding.ts';
import type { Probe } from './probe.ts';

/** How much was looked at, by what it was read from. */
export interface Looked {
  /** Bodies of responses: files, and what tapes hold. */
  readonly bodies: number;
  /** Recordings of shapes. */
  readonly shapes: number;
  /** Responses on tapes that are not JSON, not 2xx or not of an operation with a response. */
  readonly skipped: number;
}

const NOTHING: Looked = { bodies: 0, shapes: 0, skipped: 0 };

type PlaceOf = (operationId: string) => Placed | undefined;

/**
 * Looks at what is recorded: in one file or in all JSON files of a folder. A file is a document of
 * shapes or a tape, as `kaiten-sdk/recorder` makes them, or the body of one response; the latter is
 * named by its operation, such as `getCard.json` or `getCard.3.json`.
 *
 * @throws PipelineError when a file is not one of these. No content of it is quoted.
 */
export async function lookAtRecorded(
  probe: Probe,
  operations: readonly ContractOperation[],
  path: string,
): Promise<Looked> {
  const known = new Map(operations.map((operation) => [operation.operationId, operation]));
  const placeOf: PlaceOf = (operationId) => {
    const operation = known.get(operationId);
    return operation && successPlace(operation);
  };
  const files = await recordingFilesAt(path);
  const problems: Problem[] = [];
  let looked = NOTHING;
  for (const file of files) {
    try {
      looked = sum(looked, lookAtFile(probe, placeOf, file, await readRecordingFile(file)));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (files.length === 0) {
    problems.push({ file: displayPath(path), message: 'has no JSON files', hint: NAMING });
  }
  if (problems.length > 0) throw new PipelineError('The recordings cannot be used', problems);
  return looked;
}

const NAMING =
  'Give shapes or tapes of kaiten-sdk/recorder, or bodies named by operationId and number, as in getCard.3.json.';

function lookAtFile(probe: Probe, placeOf: PlaceOf, path: string, json: Json): Looked {
  const file = displayPath(path);
  const format = isObject(json) ? json.format : undefined;
  if (typeof format === 'string' && format.startsWith('kaiten-shapes/')) {
    return lookAtShapes(probe, placeOf, file, json);
  }
  if (typeof format === 'string' && format.startsWith('kaiten-tape/')) {
    return lookAtTape(probe, placeOf, file, json);
  }
  // documented.json is in the evidence folder as well, but is not a recording.
  if (typeof format === 'string' && format.startsWith('kaiten-documented/')) return NOTHING;
  const [operationId = ''] = basename(path).split('.');
  const place = placeOf(operationId);
  if (!place) {
    const message = `${operationId} is not an operation with a response`;
    throw new PipelineError(message, [{ file, message, hint: NAMING }]);
  }
  probe.look(operationId, place, json);
  return { ...NOTHING, bodies: 1 };
}

function lookAtShapes(probe: Probe, placeOf: PlaceOf, file: string, json: Json): Looked {
  const isKnown = (operationId: string) => placeOf(operationId) !== undefined;
  const recordings = shapesOf(json, { file, isKnown });
  for (const recording of recordings) {
    const place = placeOf(recording.operationId);
    if (place) probe.lookAtShape(recording, place);
  }
  return { ...NOTHING, shapes: recordings.length };
}

function lookAtTape(probe: Probe, placeOf: PlaceOf, file: string, json: Json): Looked {
  let bodies = 0;
  const responses = responsesOn(json, file);
  for (const { operationId, value } of responses) {
    const place = placeOf(operationId ?? '');
    if (operationId === undefined || !place || value === undefined) continue;
    probe.look(operationId, place, value);
    bodies += 1;
  }
  return { ...NOTHING, bodies, skipped: responses.length - bodies };
}

function sum(one: Looked, other: Looked): Looked {
  return {
    bodies: one.bodies + other.bodies,
    shapes: one.shapes + other.shapes,
    skipped: one.skipped + other.skipped,
  };
}

const FORMAT = 'kaiten-tape/1';

/** As much of a tape of `kaiten-sdk/recorder` as is looked at here. */
const TAPE = z.object({
  format: z.literal(FORMAT),
  exchanges: z.array(
    z.object({
      operationId: z.string().optional(),
      response: z.object({
        status: z.int(),
        headers: z.record(z.string(), z.string()),
        body: z
          .union([z.object({ text: z.string() }), z.object({ base64: z.string() })])
          .optional(),
      }),
    }),
  ),
});

type Response = z.infer<typeof TAPE>['exchanges'][number]['response'];

interface TapeResponse {
  /** Absent if the request is not of an operation of the contract. */
  readonly operationId: string | undefined;
  /** The value of a JSON body of a response with a status of 2xx; `undefined` for all others. */
  readonly value: Json | undefined;
}

/**
 * The responses on a tape.
 *
 * @throws PipelineError when it is not a tape, with the place of what is wrong and without any value.
 */
function responsesOn(tape: Json, file: string): TapeResponse[] {
  const parsed = TAPE.safeParse(tape, { reportInput: false });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path }) => ({
      file,
      pointer: path.map((key) => `/${String(key)}`).join(''),
      message: `is not what a tape (${FORMAT}) has there`,
    }));
    throw new PipelineError(`${file} is not a tape`, problems);
  }
  return parsed.data.exchanges.map(({ operationId, response }) => ({
    operationId,
    value: jsonOf(response),
  }));
}

function jsonOf({ body, headers, status }: Response): Json | undefined {
  const isJson = /[/+]json\b/i.test(headers['content-type'] ?? '');
  if (status < 200 || status > 299 || !isJson || !body || !('text' in body)) return undefined;
  try {
    return JSON.parse(body.text);
  } catch {
    return undefined;
  }
}
