import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../cli/problem.ts';
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import type { Mismatch } from '../../patch/index.ts';
import { type FoundPlace, findPlace } from './place.ts';

/** A fact about the real API, with checks that the repository reflects it. */
export interface Fact extends FactCheck {
  readonly id: string | readonly string[];
  /** One sentence. */
  readonly fact: string;
  readonly source: (typeof SOURCES)[number];
  readonly checks?: readonly FactCheck[];
}

/** One place that reflects a fact: in the contract, in MISMATCHES.md, or a test. */
interface FactCheck {
  /** A place in the contract, see `findPlace`; after `undocumented:`, in the other document. */
  readonly at?: string;
  /** The expected value: objects are compared by the given properties, other values exactly. */
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

/** The problems in the form of a file of facts. */
export function formProblems(document: Json, file: string): Problem[] {
  if (!Array.isArray(document)) return [{ file, message: 'must be an array of facts' }];
  return document.flatMap((entry, index) => {
    const pointer = `/${index}`;
    if (!isObject(entry)) return [{ file, pointer, message: 'must be an object' }];
    const missing = ['id', 'fact', 'source']
      .filter((name) => entry[name] === undefined)
      .map((name) => ({ file, pointer, message: `has no ${name}` }));
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

/** The contents of the repository that facts are compared with. */
export interface FactSources {
  readonly contract: JsonObject;
  readonly undocumented: JsonObject;
  readonly mismatches: readonly Pick<Mismatch, 'where' | 'field'>[];
  /** The folder of the repository, which contains the tests that facts name. */
  readonly root: string;
}

/** The facts that the repository does not reflect, with the reasons. */
export async function factProblems(
  facts: readonly Fact[],
  file: string,
  sources: FactSources,
): Promise<Problem[]> {
  const problems = facts.map(async (fact, index) => {
    const reasons = await Promise.all(
      (fact.checks ?? [fact]).map((check) => reasonAgainst(check, sources)),
    );
    return reasons
      .filter((reason) => reason !== undefined)
      .map((reason) => ({
        file,
        pointer: `/${index}`,
        message: `${[fact.id].flat().join(', ')}: ${reason}`,
      }));
  });
  return (await Promise.all(problems)).flat();
}

async function reasonAgainst(check: FactCheck, sources: FactSources): Promise<string | undefined> {
  if (check.test !== undefined) return reasonAgainstTest(check.test, sources.root);
  if (check.mismatch) {
    const { where, field } = check.mismatch;
    const isListed = sources.mismatches.some(
      (mismatch) => mismatch.where === where && mismatch.field === field,
    );
    return isListed ? undefined : `no overlay action has the mismatch ${where} ${field}`;
  }
  return reasonAgainstPlace(check, check.at ?? '', sources);
}

async function reasonAgainstTest(test: string, root: string): Promise<string | undefined> {
  const [file = '', title = ''] = test.split(/ > (.*)/s);
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
  if (text === undefined) return `${file} does not exist`;
  return text.includes(title) ? undefined : `${file} has no test ${title}`;
}

function reasonAgainstPlace(
  check: FactCheck,
  at: string,
  sources: FactSources,
): string | undefined {
  const [, document, place = ''] = /^(undocumented:)?(.*)$/s.exec(at) ?? [];
  const found = findPlace(document ? sources.undocumented : sources.contract, place);
  if (check.absent) return found && `${at} exists`;
  if (!found) return `the contract has no ${at}`;
  const reasons = [
    flagReason(check.required, found.isRequired, 'required'),
    flagReason(check.nullable, found.isNullable, 'nullable'),
    matchReason(check, found),
    check.expect && differenceOf(check.expect, found.node, ''),
  ].filter((reason) => reason !== undefined);
  return reasons.length === 0 ? undefined : `${at} ${reasons.join('; ')}`;
}

function flagReason(wanted: boolean | undefined, is: boolean, what: string): string | undefined {
  return wanted === undefined || wanted === is ? undefined : `is ${is ? '' : 'not '}${what}`;
}

function matchReason({ matches }: FactCheck, { node }: FoundPlace): string | undefined {
  if (matches === undefined || new RegExp(matches, 'iu').test(String(node.description))) {
    return undefined;
  }
  return `has a description that does not match ${matches}`;
}

/** The first difference between an expected and a found value. */
function differenceOf(wanted: Json, found: Json | undefined, path: string): string | undefined {
  if (isObject(wanted) && isObject(found)) {
    for (const [key, value] of Object.entries(wanted)) {
      const difference = differenceOf(value, found[key], `${path}/${key}`);
      if (difference) return difference;
    }
    return undefined;
  }
  return JSON.stringify(wanted) === JSON.stringify(found)
    ? undefined
    : `has ${JSON.stringify(found) ?? 'nothing'} at ${path}, not ${JSON.stringify(wanted)}`;
}
