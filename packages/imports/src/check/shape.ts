import type * as z from 'zod';
import type { ImportProblem } from '../problem.js';

type Found = Pick<ImportProblem, 'field' | 'problem'>;

/** How a value differs from what it should be, each difference with its field. */
export function shapeProblems(schema: z.ZodType, value: unknown): Found[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap(problemsOfIssue);
}

function problemsOfIssue(issue: z.core.$ZodIssue): Found[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: fieldOf([...issue.path, key]),
      problem: 'is not a field that imports know',
    }));
  }
  if (issue.code === 'invalid_key') {
    const problem = issue.issues[0]?.message ?? 'is no name that is known here';
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
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
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
