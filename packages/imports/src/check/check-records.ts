import {
  type ImportEntity,
  MAPPING_SCHEMAS,
  type MappingEntity,
  RECORD_SCHEMAS,
  type RecordEntity,
} from '../entities.js';
import type { ImportProblem } from '../problem.js';
import { filesOf, type ImportContent, type ImportFileContent } from './content.js';
import { idOf } from './ids.js';
import { shapeProblems } from './shape.js';

/** Files and records that have not the shape they should, and ids that are there twice. */
export function recordProblems(content: ImportContent): ImportProblem[] {
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

/** Where an id was used first, by id. */
type FirstRecords = Map<string, { readonly file: string; readonly record: number }>;

function listProblems(
  entity: RecordEntity,
  { content, file }: ImportFileContent,
  firstWith: FirstRecords,
): ImportProblem[] {
  if (!Array.isArray(content)) return [{ file, problem: 'must be a list of records' }];
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
      const problem = `is that of record ${first.record}${place} too`;
      problems.push({ file, record, field: 'id', problem });
    }
    return problems;
  });
}
