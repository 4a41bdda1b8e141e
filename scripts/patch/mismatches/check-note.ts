import type { Problem } from '../../cli/problem.ts';
import { describeType, isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { shortValue } from '../../openapi/short-value.ts';
import { KINDS, KINDS_WITH_VALUE, type MismatchKind, type MismatchNote, SOURCES } from './note.ts';

const TEXTS = ['where', 'field', 'real'] as const;
const FIELDS = [...TEXTS, 'documented', 'kind', 'source', 'value', 'unreflected'];

/** What is wrong with the shape of a note; nothing where it is a `MismatchNote`. */
export function noteProblems(note: Json): Problem[] {
  if (!isObject(note)) return [{ message: `a note must be an object, not ${describeType(note)}` }];
  return [
    ...unknownFields(note),
    ...TEXTS.flatMap((key) => textProblems(note, key)),
    ...(note.documented === null ? [] : textProblems(note, 'documented', ', or null')),
    ...oneOf(note, 'kind', KINDS),
    ...oneOf(note, 'source', SOURCES),
    ...outcomeProblems(note),
  ];
}

export function isNote(note: Json): note is JsonObject & MismatchNote {
  return noteProblems(note).length === 0;
}

function unknownFields(note: JsonObject): Problem[] {
  return Object.keys(note)
    .filter((key) => !FIELDS.includes(key))
    .map((key) => ({
      pointer: `/${key}`,
      message: `a note has no field ${JSON.stringify(key)}`,
      hint: `Its fields are ${FIELDS.join(', ')}.`,
    }));
}

function textProblems(note: JsonObject, key: string, otherwise = ''): Problem[] {
  const value = note[key];
  if (typeof value === 'string' && value.trim() !== '') return [];
  const found = value === undefined ? 'missing' : shortValue(value);
  return [{ pointer: `/${key}`, message: `${key} must be text${otherwise}; it is ${found}` }];
}

function oneOf(note: JsonObject, key: string, allowed: readonly string[]): Problem[] {
  if (allowed.includes(note[key] as string)) return [];
  const found = note[key] === undefined ? 'missing' : shortValue(note[key]);
  const message = `${key} must be one of ${allowed.join(', ')}; it is ${found}`;
  return [{ pointer: `/${key}`, message }];
}

/** A note tells either what the contract takes now, or why it does not say what is real. */
function outcomeProblems(note: JsonObject): Problem[] {
  const hasValue = Object.hasOwn(note, 'value');
  if (Object.hasOwn(note, 'unreflected')) {
    return hasValue
      ? [{ message: 'has both value and unreflected', hint: 'Leave value out.' }]
      : textProblems(note, 'unreflected');
  }
  if (hasValue || !KINDS_WITH_VALUE.has(note.kind as MismatchKind)) return [];
  return [
    {
      message: `a note of kind ${note.kind} needs a value, or unreflected`,
      hint: 'Give the value that the server sends and the documentation would refuse.',
    },
  ];
}
