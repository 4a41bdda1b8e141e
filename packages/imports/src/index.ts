export { checkImportContent } from './check/check-content.js';
export type { ImportContent, ImportFileContent } from './check/content.js';
export {
  IMPORT_ENTITIES,
  type ImportEntity,
  type ImportRecord,
  MAPPING_SCHEMAS,
  type MappingEntity,
  RECORD_SCHEMAS,
  type RecordEntity,
  zImportMetaData,
} from './entities.js';
export { formatImportProblem, type ImportProblem } from './problem.js';
export { zImportCard } from './schemas/card.js';
export { zImportCardTimer, zImportComment, zImportFile } from './schemas/card-parts.js';
export { zImportCustomField } from './schemas/custom-field.js';
export {
  zImportBoard,
  zImportColumn,
  zImportDocument,
  zImportDocumentFile,
  zImportFolder,
  zImportMapping,
  zImportSpace,
  zImportUser,
} from './schemas/structure.js';
