import type { Problem } from '../cli/problem.ts';
import { atMost } from './at-most.ts';
import { cycleProblems } from './integrity/cycles.ts';
import { keyProblems } from './integrity/keys.ts';
import { nameProblems } from './integrity/names.ts';
import { referenceProblems } from './integrity/references.ts';
import type { JsonObject } from './json.ts';

/**
 * What must hold of any OpenAPI document before a tool may read it, the one from upstream included:
 * names that are identifiers (operationIds may have hyphens), operationIds used once, references that stay in the document,
 * resolve and end, no key that could reach a prototype.
 *
 * @param file The file or URL to name in the problems.
 * @returns All problems; none when the document is sound.
 */
export function integrityProblems(document: JsonObject, file: string): Problem[] {
  return atMost(50, [
    ...keyProblems(document, file),
    ...nameProblems(document, file),
    ...referenceProblems(document, file),
    ...cycleProblems(document, file),
  ]);
}
