import type { Problem } from '../../cli/problem.ts';
import type { Json, JsonObject } from '../json.ts';
import { toPointer } from '../json.ts';
import { shortValue } from '../short-value.ts';
import { walk } from '../walk.ts';
import { whyNotAKeyword } from './keyword-table.ts';

/** What OpenAPI 3.0 wrote otherwise than 3.1 does. */
const MOVED: Readonly<Record<string, string>> = {
  nullable: 'Add "null" to the types instead, as in type: [string, "null"].',
  exclusiveMinimum: 'Give it the bound itself, in place of minimum.',
  exclusiveMaximum: 'Give it the bound itself, in place of maximum.',
};

/**
 * Every keyword of every schema is one, and of the right form. The published schema of OpenAPI 3.1
 * does not look inside Schema Objects, and generators pass over what they don't know.
 */
export function keywordProblems(document: JsonObject, file: string): Problem[] {
  const problems: Problem[] = [];
  for (const { kind, node, pointer } of walk(document)) {
    if (kind !== 'schema') continue;
    for (const [keyword, value] of Object.entries(node)) {
      const place = { file, pointer: pointer + toPointer([keyword]) };
      problems.push(...keywordProblem(keyword, value).map((problem) => ({ ...place, ...problem })));
    }
  }
  return problems;
}

function keywordProblem(keyword: string, value: Json): Pick<Problem, 'message' | 'hint'>[] {
  const reason = whyNotAKeyword(keyword, value);
  if (!reason) return [];
  const moved = Object.hasOwn(MOVED, keyword) ? MOVED[keyword] : undefined;
  return moved && typeof value === 'boolean'
    ? [{ message: `${keyword}: ${value} is OpenAPI 3.0, and means nothing in 3.1`, hint: moved }]
    : [{ message: `${keyword} ${reason}, found ${shortValue(value)}` }];
}
