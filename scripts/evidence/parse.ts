import { PipelineError, type Problem } from '../cli/problem.ts';
import type { Json } from '../openapi/json.ts';
import { Findings, shown } from './fields.ts';
import { parseRecording } from './parse-recording.ts';
import {
  DOCUMENTED_FORMAT,
  type DocumentedFile,
  type Recording,
  SHAPES_FORMAT,
  type ShapesFile,
} from './recording.ts';

export interface ParseOptions {
  /** How messages name the file. */
  readonly file: string;
  /** Whether the contract has an operation. Default: all are taken. */
  readonly isKnown?: (operationId: string) => boolean;
}

/**
 * Parses a file of shapes (`kaiten-shapes/1`), strictly: nothing that is wrong is left out silently.
 *
 * @throws `PipelineError` with everything that is wrong: file, place in it, value and what to do. Values
 * of responses, if somebody sends those instead, are not quoted.
 */
export function parseShapes(text: string, options: ParseOptions): ShapesFile {
  const { file } = options;
  return shapesOf(parseJson(text, file), options);
}

/** The same of what is parsed already. */
export function shapesOf(document: Json, { file, isKnown = () => true }: ParseOptions): ShapesFile {
  const findings = new Findings(file);
  const fields = findings.object(document, []);
  const recordings: Recording[] = [];
  if (fields && hasFormat(fields.format, SHAPES_FORMAT, findings)) {
    findings.keys(fields, ['format', 'recordings'], []);
    for (const [index, value] of findings.list(fields.recordings, ['recordings']).entries()) {
      const recording = parseRecording(value, ['recordings', index], findings, isKnown);
      if (recording) recordings.push(recording);
    }
  }
  throwAll(findings.problems, file);
  return { format: SHAPES_FORMAT, recordings };
}

/**
 * Parses what the documentation lists (`kaiten-documented/1`).
 *
 * @throws `PipelineError` with everything that is wrong.
 */
export function parseDocumented(
  text: string,
  { file, isKnown = () => true }: ParseOptions,
): DocumentedFile {
  const findings = new Findings(file);
  const fields = findings.object(parseJson(text, file), []);
  const operations: Record<string, readonly string[]> = {};
  if (fields && hasFormat(fields.format, DOCUMENTED_FORMAT, findings)) {
    findings.keys(fields, ['format', 'operations'], []);
    for (const [operationId, value] of Object.entries(
      findings.object(fields.operations, ['operations']) ?? {},
    )) {
      const path = ['operations', operationId];
      if (!isKnown(operationId)) findings.add(path, 'is not an operation of the contract', RENAME);
      const names = findings.list(value, path);
      for (const [index, name] of names.entries()) {
        if (typeof name === 'string') continue;
        findings.add([...path, index], `must be a name, not ${shown(name)}`, 'Write a text.');
      }
      operations[operationId] = names as readonly string[];
    }
  }
  throwAll(findings.problems, file);
  return { format: DOCUMENTED_FORMAT, operations };
}

const RENAME = 'Write the operationId as in specs/kaiten/openapi.json.';

/** The parser's message quotes the text, which could be a response, so it is not handed on. */
function parseJson(text: string, file: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    const hint = 'Send the file as it was recorded.';
    throw new PipelineError(`${file} is not valid JSON`, [{ file, message: 'is not JSON', hint }]);
  }
}

function hasFormat(value: Json | undefined, format: string, findings: Findings): boolean {
  if (value === format) return true;
  const hint = `Evidence of this kind has "format": "${format}".`;
  findings.add(['format'], `the format is ${shown(value)}, not "${format}"`, hint);
  return false;
}

function throwAll(problems: readonly Problem[], file: string): void {
  if (problems.length > 0) throw new PipelineError(`${file} cannot be used as evidence`, problems);
}
