import type { ImportProblem } from '../problem.js';
import { recordProblems } from './check-records.js';
import { referenceProblems } from './check-references.js';
import type { ImportContent } from './content.js';

/**
 * Checks the content of an import's files, wherever it comes from: the shape of every record, ids
 * that are there twice, and ids that lead nowhere.
 *
 * @returns All problems; none when there is nothing wrong.
 *
 * @example
 * checkImportContent({ cards: { file: 'cards.json', content: JSON.parse(text) } });
 */
export function checkImportContent(content: ImportContent): ImportProblem[] {
  return [...recordProblems(content), ...referenceProblems(content)];
}
