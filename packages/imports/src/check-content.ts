import type * as z from 'zod';
import { referenceProblems } from './check-references.js';
import {
  filesOf,
  type ImportContent,
  type ImportFileContent,
  type ImportProblem,
  idOf,
} from './content.js';
import {
  type ImportEntity,
  MAPPING_SCHEMAS,
  type MappingEntity,
  RECORD_SCHEMAS,
  type RecordEntity,
} from './entities.js';

/** Files and records that do not match their schema, and duplicate ids. */
function recordProblems(content: ImportContent): ImportProblem[] {
  return (Object.keys(content) as ImportEntity[]).flatMap((entity) => {
    const files = filesOf(content, entity).filter((file) => file.content !== undefined);
    if (isMapping(entity)) return files.flatMap((file) => mappingProblems(entity, file));
    const firstWith: FirstRecords = new Map();
    return files.flatMap((file) => listProblems(entity, file, firstWith));
  });
}

function isMapping(entity: ImportEntity): entity is MappingEntity {
  return Object.hasOwn(MAPPING_SCHEMAS, entity);
}

function mappingProblems(entity: MappingEntity, { content, file }: ImportFileContent) {
  return shapeProblems(MAPPING_SCHEMAS[entity], content).map((found) => ({ file, ...found }));
}

/** The first record with each id. */
type FirstRecords = Map<string, { readonly file: string; readonly record: number }>;

function listProblems(
  entity: RecordEntity,
  { content, file }: ImportFileContent,
  firstWith: FirstRecords,
): ImportProblem[] {
  if (!Array.isArray(content)) return [{ file, problem: 'must be an array of records' }];
  const schema = RECORD_SCHEMAS[entity];
  return content.flatMap((value, index) => {
    const record = index + 1;
    const id = idOf(value);
    const first = id === undefined ? undefined : firstWith.get(id);
    if (id !== undefined && first === undefined) firstWith.set(id, { file, record });
    const problems: ImportProblem[] = shapeProblems(schema, value).map((found) => ({
      file,
      record,
      ...found,
    }));
    if (first !== undefined) {
      const place = first.file === file ? '' : ` of ${first.file}`;
      const problem = `is also the id of record ${first.record}${place}`;
      problems.push({ file, record, field: 'id', problem });
    }
    return problems;
  });
}

type Found = Pick<ImportProblem, 'field' | 'problem'>;

/** The validation errors of a value, each with the path of its property. */
export function shapeProblems(schema: z.ZodType, value: unknown): Found[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap(problemsOfIssue);
}

function problemsOfIssue(issue: z.core.$ZodIssue): Found[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: fieldOf([...issue.path, key]),
      problem: 'is not a known property',
    }));
  }
  if (issue.code === 'invalid_key') {
    const problem = issue.issues[0]?.message ?? 'is not a known name';
    return [at(issue.path, problem)];
  }
  return [at(issue.path, wordsOf(issue))];
}

function at(path: readonly PropertyKey[], problem: string): Found {
  return path.length === 0 ? { problem } : { field: fieldOf(path), problem };
}

function wordsOf({ code, message }: z.core.$ZodIssue): string {
  if (code !== 'invalid_type')
    return message.replace(/^(Too \w+|Invalid \w+): expected/, 'must be');
  const [, expected, received] = /expected (.+), received (.+)$/.exec(message) ?? [];
  if (received === 'undefined') return 'is missing';
  return expected ? `must be ${wordFor(expected)}, is ${wordFor(received ?? '')}` : message;
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  int: 'an integer',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
};

function wordFor(type: string): string {
  return WORDS[type] ?? type;
}

/** `['items', 2, 'text']` is `items[2].text`. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('');
}

/**
 * Checks the parsed content of the files of an import, without access to a file system: the schema
 * of every record, duplicate ids, and ids that refer to nothing.
 *
 * @returns All problems; an empty array if there are none.
 * @example
 * checkImportContent({ cards: { file: 'cards.json', content: JSON.parse(text) } });
 */
export function checkImportContent(content: ImportContent): ImportProblem[] {
  return [...recordProblems(content), ...referenceProblems(content)];
}
