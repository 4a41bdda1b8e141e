import { posix } from 'node:path';
import { shapeProblems } from '../check/shape.js';
import { type ImportEntity, isImportEntity, zImportMetaData } from '../entities.js';
import type { ImportProblem } from '../problem.js';

export const META_DATA = 'meta-data.json';

export interface Announced {
  /** The files of each kind, from the folder of the import. */
  readonly files: ReadonlyMap<ImportEntity, readonly string[]>;
  readonly problems: readonly ImportProblem[];
}

/** Which files an import says that it has, and what is wrong with how it says so. */
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
    problems.push({ file: META_DATA, field, problem: 'is missing, though entities has it' });
  }
  return { files, problems };
}

const NOT_LISTED = 'is not among the entities';
const OUTSIDE = 'leads out of the folder of the import';

/** A path with forward slashes, below the folder; `undefined` where it leads out of it. */
export function insideFolder(path: string): string | undefined {
  const normalised = posix.normalize(path.replaceAll('\\', '/')).replace(/^\.\//, '');
  const leadsOut = normalised === '..' || normalised.startsWith('../');
  return leadsOut || /^(\/|[A-Za-z]:)/.test(normalised) ? undefined : normalised;
}
