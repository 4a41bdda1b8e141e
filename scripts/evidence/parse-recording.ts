import type { Json, JsonObject } from '../openapi/json.ts';
import { type Findings, shown } from './fields.ts';
import { parsePlaces } from './parse-places.ts';
import type { Recording } from './recording.ts';

type Path = readonly (string | number)[];

const FIELDS = ['operationId', 'recorded', 'by', 'variant', 'places'];
const MOST_LABEL = 100;

/** Checks one recording; `undefined` if something is wrong with it, which `findings` then has. */
export function parseRecording(
  value: Json,
  path: Path,
  findings: Findings,
  isKnown: (operationId: string) => boolean,
): Recording | undefined {
  const before = findings.problems.length;
  const fields = findings.object(value, path);
  if (!fields) return undefined;
  findings.keys(fields, FIELDS, path);
  const { operationId, recorded, by, variant } = fields;
  checkOperation(operationId, [...path, 'operationId'], findings, isKnown);
  checkDate(recorded, [...path, 'recorded'], findings);
  checkLabel(fields, 'by', path, findings);
  if (variant !== undefined) checkLabel(fields, 'variant', path, findings);
  const places = parsePlaces(fields.places, [...path, 'places'], findings);
  if (findings.problems.length > before) return undefined;
  return {
    operationId: operationId as string,
    recorded: recorded as string,
    by: by as string,
    ...(variant === undefined ? {} : { variant: variant as string }),
    places,
  };
}

function checkOperation(
  value: Json | undefined,
  path: Path,
  findings: Findings,
  isKnown: (operationId: string) => boolean,
): void {
  if (typeof value === 'string' && isKnown(value)) return;
  const message = `${shown(value)} is not an operation of the contract`;
  findings.add(path, message, 'Write the operationId as in specs/kaiten/openapi.json.');
}

function checkDate(value: Json | undefined, path: Path, findings: Findings): void {
  if (typeof value === 'string' && isRecordingDate(value)) return;
  const hint = 'Write the year, the month or the day: 2026, 2026-11 or 2026-11-30.';
  findings.add(path, `${shown(value)} is not a date`, hint);
}

/** Whether a text is a year, a month or a day that exists. */
export function isRecordingDate(text: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const [, month = '01', day = '01'] = text.split('-');
  const date = new Date(`${text.slice(0, 4)}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === `${month}-${day}`;
}

function checkLabel(
  fields: JsonObject,
  field: 'by' | 'variant',
  path: Path,
  findings: Findings,
): void {
  const value = fields[field];
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MOST_LABEL) return;
  const hint = `Write a text of 1 to ${MOST_LABEL} characters.`;
  findings.add([...path, field], `${shown(value)} is not a label`, hint);
}
