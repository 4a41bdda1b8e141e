import type { Problem } from '../../cli/problem.ts';
import { type Json, type JsonObject, toPointer } from '../json.ts';
import { isLocal } from '../reference.ts';
import { shortValue } from '../short-value.ts';

/** Far more than any real document; recursive tools overflow their stack somewhere above. */
const DEEPEST = 500;

interface Place {
  readonly value: Json;
  readonly pointer: string;
  readonly depth: number;
}

/**
 * What holds of every value wherever it is, data and extensions included: generators copy keys into
 * objects of theirs, and their parsers open every `$ref` that names a file or a URL, even in a
 * `default` or an `x-` field.
 */
export function keyProblems(document: JsonObject, file: string): Problem[] {
  const problems: Problem[] = [];
  const pending: Place[] = [{ value: document, pointer: '', depth: 0 }];
  for (let place = pending.pop(); place; place = pending.pop()) {
    const { value, pointer, depth } = place;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) return [tooDeep(pointer, file)];
    for (const [key, child] of Object.entries(value).reverse()) {
      pending.push({ value: child, pointer: pointer + toPointer([key]), depth: depth + 1 });
    }
    if (!Array.isArray(value)) problems.push(...problemsOf(value, pointer, file));
  }
  return problems;
}

function problemsOf(value: JsonObject, pointer: string, file: string): Problem[] {
  const problems: Problem[] = [];
  if (Object.hasOwn(value, '__proto__')) {
    problems.push({
      file,
      pointer: `${pointer}/__proto__`,
      message: 'the key "__proto__" would change objects instead of naming a value',
      hint: 'Remove it, or rename it.',
    });
  }
  const ref = Object.hasOwn(value, '$ref') ? value.$ref : undefined;
  if (typeof ref === 'string' && !isLocal(ref)) {
    problems.push({
      file,
      pointer: `${pointer}/$ref`,
      message: `$ref ${shortValue(ref)} is not a reference inside this document`,
      hint: 'Put what it refers to under components and refer to it as #/components/….',
    });
  }
  return problems;
}

function tooDeep(pointer: string, file: string): Problem {
  const start = pointer.split('/', 6).join('/');
  return {
    file,
    pointer: start,
    message: `nested more than ${DEEPEST} levels deep`,
    hint: 'Generators cannot read that: make named schemas of the inner parts.',
  };
}
