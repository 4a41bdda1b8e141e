import type { Problem } from '../../cli/problem.ts';
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';

/** A fact known about the real API, with what shows that the repository reflects it. */
export interface Fact extends Check {
  readonly id: string | readonly string[];
  /** One sentence. */
  readonly fact: string;
  readonly source: (typeof SOURCES)[number];
  readonly checks?: readonly Check[];
}

/** One place that reflects a fact: of the contract, of MISMATCHES, or a test. */
export interface Check {
  /** A place of the contract, see `findPlace`; `undocumented:` before it means the other document. */
  readonly at?: string;
  /** What must stand there: objects by the properties named, all else exactly. */
  readonly expect?: JsonObject;
  readonly absent?: true;
  readonly required?: boolean;
  readonly nullable?: boolean;
  /** A regular expression that the description must match. */
  readonly matches?: string;
  readonly mismatch?: { readonly where: string; readonly field: string };
  /** `path/to/file.test.ts > title of the test`. */
  readonly test?: string;
}

const SOURCES = ['live', 'docs', 'cli', 'recorded'] as const;

const FIELDS: Readonly<Record<string, (value: Json) => boolean>> = {
  id: (value) => [value].flat().every((id) => typeof id === 'string' && /^[a-z\d-]+$/i.test(id)),
  fact: isText,
  source: (value) => SOURCES.includes(value as Fact['source']),
  checks: (value) => Array.isArray(value) && value.length > 0,
  at: isText,
  expect: isObject,
  absent: (value) => value === true,
  required: isBoolean,
  nullable: isBoolean,
  matches: isText,
  mismatch: (value) => isObject(value) && isText(value.where) && isText(value.field),
  test: (value) => isText(value) && /\.test\.ts > \S/.test(String(value)),
};

/** What is wrong with the form of a file of facts. */
export function formProblems(document: Json, file: string): Problem[] {
  if (!Array.isArray(document)) return [{ file, message: 'must be a list of facts' }];
  return document.flatMap((entry, index) => {
    const pointer = `/${index}`;
    if (!isObject(entry)) return [{ file, pointer, message: 'must be an object' }];
    const missing = ['id', 'fact', 'source']
      .filter((name) => entry[name] === undefined)
      .map((name) => ({ file, pointer, message: `lacks ${name}` }));
    const checks = (entry.checks === undefined ? [entry] : [entry.checks].flat()) as Json[];
    return [
      ...missing,
      ...fieldProblems(entry, file, pointer),
      ...checks.flatMap((check) => checkProblems(check, file, pointer)),
    ];
  });
}

function fieldProblems(entry: JsonObject, file: string, pointer: string): Problem[] {
  return Object.entries(entry)
    .filter(([name, value]) => !(Object.hasOwn(FIELDS, name) && FIELDS[name]?.(value)))
    .map(([name, value]) => ({
      file,
      pointer: `${pointer}/${name}`,
      message: Object.hasOwn(FIELDS, name)
        ? `${name} cannot be ${JSON.stringify(value)}`
        : `${name} is not a property of a fact`,
    }));
}

function checkProblems(check: Json, file: string, pointer: string): Problem[] {
  if (!isObject(check)) return [{ file, pointer, message: 'a check must be an object' }];
  const kinds = ['at', 'mismatch', 'test'].filter((name) => check[name] !== undefined);
  if (kinds.length !== 1) {
    const message = 'a check has exactly one of at, mismatch and test';
    return [{ file, pointer, message }];
  }
  return fieldProblems(check, file, pointer);
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isBoolean(value: Json): boolean {
  return typeof value === 'boolean';
}
