export { checkImportContent } from './check-content.js';
export {
  formatImportProblem,
  type ImportContent,
  type ImportFileContent,
  type ImportProblem,
} from './content.js';
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
export {
  zImportCard,
  zImportCardTimer,
  zImportComment,
  zImportCustomField,
  zImportFile,
} from './schemas/card.js';
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
