import { PipelineError, type Problem } from '../cli/problem.ts';
import { describeType, isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { isNamedStep, placeProblem, ROOT_PLACE, stepOf, TOO_DEEP } from './place.ts';
import {
  type Evidence,
  type PlaceCounts,
  RECORDED_KINDS,
  type RecordedKind,
  type Recording,
  SHAPES_FORMAT,
} from './recording.ts';

const DOCUMENTED_FORMAT = 'kaiten-documented/1';
const RECORDING_PROPERTIES = ['operationId', 'recorded', 'by', 'variant', 'part', 'places'];
const MAX_LABEL_LENGTH = 100;
const MAX_COUNT = 1_000_000_000;
const OPERATION_HINT = 'Write the operationId as in specs/kaiten/openapi.json.';

export interface ParseOptions {
  /** How messages name the file. */
  readonly file: string;
  /** Whether the contract has an operation. @default every operation is accepted */
  readonly isKnown?: (operationId: string) => boolean;
}

/**
 * Parses a file of shapes (`kaiten-shapes/1`). Nothing that is wrong is skipped.
 *
 * @throws `PipelineError` with every problem: file, place, value and what to do. Values of responses
 * are never quoted.
 */
export function parseShapes(text: string, options: ParseOptions): readonly Recording[] {
  return shapesOf(parseJson(text, options.file), options);
}

/** The recordings of a file of shapes that is parsed as JSON already; see `parseShapes`. */
export function shapesOf(
  document: Json,
  { file, isKnown = () => true }: ParseOptions,
): readonly Recording[] {
  const form = new FormCheck(file);
  const root = form.object(document, []);
  const recordings: Recording[] = [];
  if (root && form.format(root, SHAPES_FORMAT)) {
    form.properties(root, ['format', 'recordings'], []);
    for (const [index, value] of form.array(root.recordings, ['recordings']).entries()) {
      const recording = parseRecording(value, ['recordings', index], form, isKnown);
      if (recording) recordings.push(recording);
    }
  }
  form.throwProblems();
  return recordings;
}

/**
 * Parses what the documentation lists (`kaiten-documented/1`).
 *
 * @throws `PipelineError` with every problem.
 */
export function parseDocumented(
  text: string,
  { file, isKnown = () => true }: ParseOptions,
): Evidence['documented'] {
  const form = new FormCheck(file);
  const root = form.object(parseJson(text, file), []);
  const operations: Record<string, readonly string[]> = {};
  if (root && form.format(root, DOCUMENTED_FORMAT)) {
    form.properties(root, ['format', 'operations'], []);
    const listed = form.object(root.operations, ['operations']) ?? {};
    for (const [operationId, value] of Object.entries(listed)) {
      const path = ['operations', operationId];
      if (!isKnown(operationId)) {
        form.add(path, 'is not an operation of the contract', OPERATION_HINT);
      }
      const names = form.array(value, path);
      for (const [index, name] of names.entries()) {
        if (typeof name === 'string') continue;
        form.add([...path, index], `must be a name, not ${shown(name)}`, 'Write a string.');
      }
      operations[operationId] = names as readonly string[];
    }
  }
  form.throwProblems();
  return operations;
}

/** Whether a text is a year, a month or a day that exists. */
export function isRecordingDate(text: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const [, month = '01', day = '01'] = text.split('-');
  const date = new Date(startOf(text));
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === `${month}-${day}`;
}

/** Whether a recording date has not begun anywhere on Earth. */
export function isFutureDate(text: string): boolean {
  const EARLIEST_TIME_ZONE = 14 * 3_600_000;
  return Date.parse(startOf(text)) - EARLIEST_TIME_ZONE > Date.now();
}

function startOf(date: string): string {
  const [year, month = '01', day = '01'] = date.split('-');
  return `${year}-${month}-${day}T00:00:00Z`;
}

type Path = readonly (string | number)[];

/** Collects what is wrong with one file of evidence, with the position of each problem. */
class FormCheck {
  readonly problems: Problem[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  add(path: Path, message: string, hint: string): void {
    this.problems.push({ file: this.#file, pointer: toPointer(path), message, hint });
  }

  object(value: Json | undefined, path: Path): JsonObject | undefined {
    if (isObject(value)) return value;
    this.add(path, `must be an object, not ${shown(value)}`, 'Write { … }.');
    return undefined;
  }

  array(value: Json | undefined, path: Path): readonly Json[] {
    if (Array.isArray(value)) return value;
    this.add(path, `must be an array, not ${shown(value)}`, 'Write [ … ].');
    return [];
  }

  /** Rejects unknown properties: a misspelt one would be ignored. */
  properties(object: JsonObject, allowed: readonly string[], path: Path): void {
    for (const name of Object.keys(object)) {
      if (allowed.includes(name)) continue;
      const hint = `The format has ${allowed.join(', ')}.`;
      this.add([...path, name], 'is not part of the format', hint);
    }
  }

  format({ format }: JsonObject, expected: string): boolean {
    if (format === expected) return true;
    const hint = `Files of this kind have "format": "${expected}".`;
    this.add(['format'], `the format is ${shown(format)}, not "${expected}"`, hint);
    return false;
  }

  throwProblems(): void {
    if (this.problems.length === 0) return;
    throw new PipelineError(`${this.#file} cannot be used as evidence`, this.problems);
  }
}

/** A value as messages quote it: short, and never what could be a response. */
function shown(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object') return describeType(value);
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 37)}…"`;
}

/** The JSON parser's message quotes the text, which could be a response, so it is not passed on. */
function parseJson(text: string, file: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    const hint = 'Send the file as it was recorded.';
    throw new PipelineError(`${file} is not valid JSON`, [{ file, message: 'is not JSON', hint }]);
  }
}

/** Parses one recording; returns `undefined` if something is wrong with it, after reporting it. */
function parseRecording(
  value: Json,
  path: Path,
  form: FormCheck,
  isKnown: (operationId: string) => boolean,
): Recording | undefined {
  const before = form.problems.length;
  const recording = form.object(value, path);
  if (!recording) return undefined;
  form.properties(recording, RECORDING_PROPERTIES, path);
  const { operationId, recorded, variant, part } = recording;
  if (typeof operationId !== 'string' || !isKnown(operationId)) {
    const message = `${shown(operationId)} is not an operation of the contract`;
    form.add([...path, 'operationId'], message, OPERATION_HINT);
  }
  checkDate(recorded, [...path, 'recorded'], form);
  checkLabel(recording.by, [...path, 'by'], form);
  if (variant !== undefined) checkLabel(variant, [...path, 'variant'], form);
  const isPart = typeof part === 'string' && part !== ROOT_PLACE && !placeProblem(part);
  if (part !== undefined && !isPart) {
    const hint = 'Write where the recorded part begins, such as $.files[], or leave it out.';
    form.add([...path, 'part'], `${shown(part)} is not a place inside a response`, hint);
  }
  const start = isPart ? part : ROOT_PLACE;
  checkPlaces(recording.places, start, [...path, 'places'], form);
  return form.problems.length > before ? undefined : (recording as unknown as Recording);
}

function checkDate(value: Json | undefined, path: Path, form: FormCheck): void {
  const isDate = typeof value === 'string' && isRecordingDate(value);
  if (isDate && !isFutureDate(value)) return;
  const hint = 'Write the year, the month or the day: 2026, 2026-11 or 2026-11-30.';
  form.add(path, `${shown(value)} is ${isDate ? 'in the future' : 'not a date'}`, hint);
}

function checkLabel(value: Json | undefined, path: Path, form: FormCheck): void {
  const isText =
    typeof value === 'string' && value.trim() !== '' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value);
  if (isText && value.length <= MAX_LABEL_LENGTH) return;
  const hint = `Write 1 to ${MAX_LABEL_LENGTH} characters on one line.`;
  form.add(path, `${shown(value)} is not a label`, hint);
}

/** Checks the places of a recording, which begins at `start`, and the counts at each. */
function checkPlaces(value: Json | undefined, start: string, path: Path, form: FormCheck): void {
  const places = form.object(value, path);
  if (!places) return;
  if (Object.keys(places).length === 0) {
    form.add(path, 'is empty', 'Leave out recordings that show nothing.');
  }
  let isTooDeep = false;
  for (const [place, counts] of Object.entries(places)) {
    const problem = placeProblem(place);
    if (problem === TOO_DEEP && isTooDeep) continue;
    isTooDeep ||= problem === TOO_DEEP;
    // A place can be as long as the file, so the pointer does not contain it.
    if (problem) form.add(path, `${shown(place)} is not a place`, problem);
    else if (checkCounts(counts, [...path, place], form)) {
      checkParent(place, counts, { places: places as PlaceCounts, start }, [...path, place], form);
    }
  }
}

function checkCounts(value: Json, path: Path, form: FormCheck): value is JsonObject {
  const counts = form.object(value, path);
  if (!counts) return false;
  const before = form.problems.length;
  if (Object.keys(counts).length === 0) {
    form.add(path, 'counts nothing', 'Leave out places where nothing was seen.');
  }
  for (const [kind, count] of Object.entries(counts)) {
    if (!RECORDED_KINDS.includes(kind as RecordedKind)) {
      form.add([...path, kind], `${kind} is not a kind`, `Kinds are ${RECORDED_KINDS.join(', ')}.`);
    } else if (!Number.isInteger(count) || Number(count) < 1 || Number(count) > MAX_COUNT) {
      const hint = `Write how often it was seen, 1 to ${MAX_COUNT}, or leave it out.`;
      form.add([...path, kind], `${shown(count)} is not a count`, hint);
    }
  }
  return form.problems.length === before;
}

/** The counts of a place must be consistent with those of its parent. */
function checkParent(
  place: string,
  counts: JsonObject,
  { places, start }: { readonly places: PlaceCounts; readonly start: string },
  path: Path,
  form: FormCheck,
): void {
  const last = stepOf(place);
  const isNamed = last !== undefined && isNamedStep(last.step);
  if (counts.absent !== undefined && (!isNamed || place === start)) {
    const hint = 'Count absences only for properties with a name, of objects that are counted.';
    form.add([...path, 'absent'], 'is not a property that an object can lack', hint);
    return;
  }
  if (place === start) return;
  if (!last) {
    form.add(path, 'is outside the recorded part', 'Leave it out.');
    return;
  }
  const parent = Object.hasOwn(places, last.parent) ? places[last.parent] : undefined;
  if (!isObject(parent)) {
    const hint = `Count ${last.parent} as well, or name the recorded part of the response in "part".`;
    form.add(path, `is inside ${last.parent}, which is not counted`, hint);
    return;
  }
  const kind = last.step === '[]' ? 'array' : 'object';
  const parents = Number(parent[kind] ?? 0);
  const seen = Object.values(counts).reduce<number>((sum, count) => sum + Number(count), 0);
  if (parents === 0 || (isNamed && seen !== parents)) {
    const message = `was counted ${seen} times in ${parents} ${kind}s of ${last.parent}`;
    const hint = `Count every ${kind} of ${last.parent} once, as absent if it lacks the property.`;
    form.add(path, message, hint);
  }
}
