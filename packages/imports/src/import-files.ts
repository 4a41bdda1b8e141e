import { posix } from 'node:path';
import { shapeProblems } from './check-content.js';
import { filesOf, type ImportContent, type ImportProblem, valuesAt } from './content.js';
import {
  type ImportEntity,
  isImportEntity,
  type RecordEntity,
  zImportMetaData,
} from './entities.js';

export const META_DATA = 'meta-data.json';

export interface Announced {
  /** The files of each entity, relative to the import folder. */
  readonly files: ReadonlyMap<ImportEntity, readonly string[]>;
  readonly problems: readonly ImportProblem[];
}

/** The files that `meta-data.json` lists, and its problems. */
export function announcedBy(metaData: unknown): Announced {
  const problems: ImportProblem[] = shapeProblems(zImportMetaData, metaData).map((found) => ({
    file: META_DATA,
    ...found,
  }));
  const { entities, entities_paths_map: paths } = Object(metaData ?? {}) as Record<string, unknown>;
  const listed = new Set<unknown>(Array.isArray(entities) ? entities : []);
  const files = new Map<ImportEntity, readonly string[]>();
  for (const [entity, value] of Object.entries(Object(paths ?? {}))) {
    const field = `entities_paths_map.${entity}`;
    const given = [value].flat().filter((path) => typeof path === 'string');
    if (!isImportEntity(entity) || given.length === 0) continue;
    if (!listed.has(entity)) problems.push({ file: META_DATA, field, problem: NOT_LISTED });
    const inside = new Set<string>();
    for (const path of given) {
      const file = insideFolder(path);
      if (file === undefined) problems.push({ file: META_DATA, field, problem: OUTSIDE });
      else inside.add(file);
    }
    if (inside.size > 0) files.set(entity, [...inside]);
  }
  for (const entity of listed) {
    if (typeof entity !== 'string' || !isImportEntity(entity)) continue;
    if (Object.hasOwn(Object(paths ?? {}), entity)) continue;
    const field = `entities_paths_map.${entity}`;
    problems.push({ file: META_DATA, field, problem: 'is missing, but entities contains it' });
  }
  return { files, problems };
}

const NOT_LISTED = 'is not listed in entities';
const OUTSIDE = 'is outside the import folder';

/** The path with forward slashes, or `undefined` if it is outside the folder. */
function insideFolder(path: string): string | undefined {
  const normalised = posix.normalize(path.replaceAll('\\', '/')).replace(/^\.\//, '');
  const leadsOut = normalised === '..' || normalised.startsWith('../');
  return leadsOut || /^(\/|[A-Za-z]:)/.test(normalised) ? undefined : normalised;
}

const WITH_FILES: readonly RecordEntity[] = ['document_files', 'documents', 'files'];

export interface AttachedFiles {
  /** The existing files that records refer to. */
  readonly used: ReadonlySet<string>;
  readonly problems: readonly ImportProblem[];
}

/**
 * The other files that records refer to. Paths are relative to the import folder or to the folder of
 * the JSON file, whichever contains the file: the documentation does not say which applies.
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
  return `refers to ${path}, which does not exist in the import folder`;
}
