import { posix } from 'node:path';
import { filesOf, type ImportContent } from '../check/content.js';
import { valuesAt } from '../check/values-at.js';
import type { RecordEntity } from '../entities.js';
import type { ImportProblem } from '../problem.js';
import { insideFolder } from './read-meta-data.js';

const WITH_FILES: readonly RecordEntity[] = ['document_files', 'documents', 'files'];

export interface AttachedFiles {
  /** Those that records name and that are there. */
  readonly used: ReadonlySet<string>;
  readonly problems: readonly ImportProblem[];
}

/**
 * The files beside the JSON that records name. Paths count from the folder of the import or from
 * that of the JSON file, whichever has the file: the documentation does not say which it is.
 */
export function attachedFiles(content: ImportContent, present: ReadonlySet<string>): AttachedFiles {
  const used = new Set<string>();
  const problems: ImportProblem[] = [];
  for (const entity of WITH_FILES) {
    for (const { content: records, file } of filesOf(content, entity)) {
      if (!Array.isArray(records)) continue;
      for (const [index, record] of records.entries()) {
        for (const { value } of valuesAt(record, 'path')) {
          if (typeof value !== 'string') continue;
          const found = candidates(value, file).find((path) => present.has(path));
          if (found !== undefined) used.add(found);
          else problems.push({ file, record: index + 1, field: 'path', problem: missing(value) });
        }
      }
    }
  }
  return { used, problems };
}

function candidates(path: string, file: string): string[] {
  return [path, posix.join(posix.dirname(file), path)].flatMap(
    (candidate) => insideFolder(candidate) ?? [],
  );
}

function missing(path: string): string {
  return `there is no file ${path} in the folder of the import`;
}
