import type { Problem } from '../../cli/problem.ts';
import { describeType, isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { jsonSchemaOf, operationNamed, parametersOf, schemasAt } from '../../openapi/parts.ts';
import { resolve } from '../../openapi/reference.ts';
import { shortValue } from '../../openapi/short-value.ts';

const KINDS = ['type', 'nullable', 'extra', 'enum', 'missing', 'status', 'other'] as const;

type MismatchKind = (typeof KINDS)[number];

/** Kinds of which a single value shows that documentation and server differ. */
const KINDS_WITH_VALUE: ReadonlySet<MismatchKind> = new Set<MismatchKind>([
  'type',
  'nullable',
  'extra',
  'enum',
]);

/** The tags of `specs/kaiten/README.md`, and `sample`, an old dump of responses. */
const SOURCES = ['live', 'cli', 'docs', 'audit', 'sample'] as const;

/** A difference between documentation and server, as an action of an overlay notes it. */
export interface MismatchNote {
  /** A component, an operationId, or `GET /path` of an operation that the contract leaves out. */
  readonly where: string;
  /** A property (`path_data.subcolumn`), `query.x`, `body.x`, `response` or `response.200`. */
  readonly field: string;
  /** What the documentation says; `null` if it says nothing. */
  readonly documented: string | null;
  readonly real: string;
  readonly kind: MismatchKind;
  readonly source: (typeof SOURCES)[number];
  /** A value of the server that the documentation would reject or does not mention. */
  readonly value?: Json;
  /** Why the contract does not describe the real behaviour; absent if it does. */
  readonly unreflected?: string;
}

/** A note, with its location. */
export interface Mismatch extends MismatchNote {
  readonly file: string;
  /** RFC 6901 pointer to the note in that file. */
  readonly pointer: string;
}

const TEXTS = ['where', 'field', 'real'] as const;
const FIELDS = [...TEXTS, 'documented', 'kind', 'source', 'value', 'unreflected'];

/** Problems of the shape of a note; empty if it is a `MismatchNote`. */
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

/**
 * A note has either a value that the contract now accepts, or the reason why the contract does not
 * describe it.
 */
function outcomeProblems(note: JsonObject): Problem[] {
  const hasValue = Object.hasOwn(note, 'value');
  if (Object.hasOwn(note, 'unreflected')) {
    return hasValue
      ? [{ message: 'has both value and unreflected', hint: 'Remove value.' }]
      : textProblems(note, 'unreflected');
  }
  if (hasValue || !KINDS_WITH_VALUE.has(note.kind as MismatchKind)) return [];
  return [
    {
      message: `a note of kind ${note.kind} needs a value, or unreflected`,
      hint: 'Add a value that the server sends and the documentation would reject.',
    },
  ];
}

const LEFT_OUT = /^(?:GET|PUT|POST|DELETE|PATCH) \//;
const FIELD_OF_OPERATION = /^(?<part>query|path|body|response)(?:\.(?<path>.+))?$/;

/** The location of a note must exist in the contract, so that a rename cannot make it stale. */
export function placeProblems(contract: JsonObject, note: MismatchNote): Problem[] {
  const { where, field } = note;
  const component = resolve(contract, `#/components/schemas/${where}`)?.value;
  const operation = operationNamed(contract, where);
  if (!component && !operation) return notThere(note);
  if (!component && !FIELD_OF_OPERATION.test(field)) return [noPartOfOperation(field)];
  if (mayBeAbsent(note)) return [];
  const exists = operation
    ? operationHas(contract, operation, field)
    : schemasAt(contract, component, segmentsOf(field)).length > 0;
  return exists ? [] : [{ pointer: '/field', message: `${where} has no ${field} in the contract` }];
}

function notThere({ where, unreflected }: MismatchNote): Problem[] {
  if (LEFT_OUT.test(where) && unreflected !== undefined) return [];
  const message = `the contract has neither a component nor an operation ${where}`;
  const hint = 'An operation that it leaves out is written as GET /path, and needs unreflected.';
  return [{ pointer: '/where', message, hint }];
}

function noPartOfOperation(field: string): Problem {
  const hint = 'Its parts are query.x, path.x, body.x and response.200.';
  return { pointer: '/field', message: `${field} is not a part of an operation`, hint };
}

/** A difference that is not reflected, or documented and not real, need not be in the contract. */
function mayBeAbsent({ kind, unreflected }: MismatchNote): boolean {
  return unreflected !== undefined || ['missing', 'status', 'other'].includes(kind);
}

function operationHas(contract: JsonObject, operation: JsonObject, field: string): boolean {
  const { part, path = '' } = FIELD_OF_OPERATION.exec(field)?.groups ?? {};
  switch (part) {
    case 'body': {
      const schema = jsonSchemaOf(contract, operation.requestBody);
      return schemasAt(contract, schema, segmentsOf(path)).length > 0;
    }
    case 'response': {
      const [status = '', ...rest] = segmentsOf(path);
      const responses = isObject(operation.responses) ? operation.responses : {};
      const schema = jsonSchemaOf(contract, responses[status]);
      return schemasAt(contract, schema, rest).length > 0;
    }
    default:
      return parametersOf(contract, operation).some(({ name }) => name === path);
  }
}

/** `items[].name` and `items.name` are equivalent. */
function segmentsOf(path: string): string[] {
  return path.replaceAll('[]', '').split('.').filter(Boolean);
}
