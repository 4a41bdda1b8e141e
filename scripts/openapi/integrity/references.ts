import type { Problem } from '../../cli/problem.ts';
import { componentKind } from '../grammar.ts';
import { describeType, isObject, type JsonObject } from '../json.ts';
import { isLocal, parsePointer, type Reference, referencesOf, resolve } from '../reference.ts';
import { shortValue } from '../short-value.ts';
import { walk } from '../walk.ts';

/**
 * Every local reference leads to an object of the kind that belongs in its place. A `$ref` that is not
 * local is told by the check of keys, which sees it in data too.
 */
export function referenceProblems(document: JsonObject, file: string): Problem[] {
  const problems: Problem[] = [];
  for (const node of walk(document)) {
    for (const reference of referencesOf(node)) {
      const reason = whyUnusable(document, reference);
      if (!reason) continue;
      const message = `the reference ${shortValue(reference.ref)} ${reason}`;
      problems.push({ file, pointer: reference.pointer, message, hint: HINT });
    }
  }
  return problems;
}

const HINT = 'Correct the reference, or add what it refers to.';

function whyUnusable(document: JsonObject, reference: Reference): string | undefined {
  const { ref, kind, writtenAs } = reference;
  if (!isLocal(ref)) return writtenAs === 'mapping' ? 'is not inside this document' : undefined;
  const target = resolve(document, ref);
  if (!target) return 'leads nowhere';
  const [first, section, , ...inner] = parsePointer(target.pointer);
  const found = first === 'components' && section && !inner.length && componentKind(section);
  if (found && found !== kind) return `leads to a ${found}, where a ${kind} belongs`;
  if (isObject(target.value) || (kind === 'schema' && typeof target.value === 'boolean')) return;
  return `leads to ${describeType(target.value)}, where a ${kind} belongs`;
}
