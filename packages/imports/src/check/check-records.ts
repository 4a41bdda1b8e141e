import {
  type ImportEntity,
  MAPPING_SCHEMAS,
  type MappingEntity,
  RECORD_SCHEMAS,
  type RecordEntity,
} from '../entities.js';
import type { ImportProblem } from '../problem.js';
import type { ImportContent, ImportFileContent } from './content.js';
import { idOf } from './ids.js';
import { shapeProblems } from './shape.js';

/** Files and records that have not the shape they should, and ids that are there twice. */
export function recordProblems(content: ImportContent): ImportProblem[] {
  const files = Object.entries(content) as [ImportEntity, ImportFileContent][];
  return files
    .filter(([, file]) => file.content !== undefined)
    .flatMap(([entity, file]) =>
      isMapping(entity) ? mappingProblems(entity, file) : listProblems(entity, file),
    );
}

function isMapping(entity: ImportEntity): entity is MappingEntity {
  return Object.hasOwn(MAPPING_SCHEMAS, entity);
}

function mappingProblems(entity: MappingEntity, { content, file }: ImportFileContent) {
  return shapeProblems(MAPPING_SCHEMAS[entity], content).map((found) => ({ file, ...found }));
}

function listProblems(entity: RecordEntity, { content, file }: ImportFileContent): ImportProblem[] {
  if (!Array.isArray(content)) return [{ file, problem: 'must be a list of records' }];
  const schema = RECORD_SCHEMAS[entity];
  const firstWith = new Map<unknown, number>();
  return content.flatMap((value, index) => {
    const record = index + 1;
    const id = idOf(value);
    const first = id === undefined ? undefined : firstWith.get(id);
    if (id !== undefined && first === undefined) firstWith.set(id, record);
    const problems: ImportProblem[] = shapeProblems(schema, value).map((found) => ({
      file,
      record,
      ...found,
    }));
    if (first !== undefined) {
      problems.push({ file, record, field: 'id', problem: `is that of record ${first} too` });
    }
    return problems;
  });
}
