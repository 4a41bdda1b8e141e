import * as z from 'zod';
import {
  zImportCard,
  zImportCardTimer,
  zImportComment,
  zImportCustomField,
  zImportFile,
} from './schemas/card.js';
import {
  zImportBoard,
  zImportColumn,
  zImportDocument,
  zImportDocumentFile,
  zImportFolder,
  zImportMapping,
  zImportSpace,
  zImportUser,
} from './schemas/structure.js';

/** The schema of a record of each entity. */
export const RECORD_SCHEMAS = {
  boards: zImportBoard,
  card_timers: zImportCardTimer,
  cards: zImportCard,
  columns: zImportColumn,
  comments: zImportComment,
  custom_fields: zImportCustomField,
  document_files: zImportDocumentFile,
  documents: zImportDocument,
  files: zImportFile,
  folders: zImportFolder,
  spaces: zImportSpace,
  users: zImportUser,
} as const satisfies Record<string, z.ZodType>;

/** The entities whose file is an object of ids and their numbers in Kaiten, not an array. */
export const MAPPING_SCHEMAS = {
  columns_mapping: zImportMapping,
  properties_mapping: zImportMapping,
} as const satisfies Record<string, z.ZodType>;

export type RecordEntity = keyof typeof RECORD_SCHEMAS;
export type MappingEntity = keyof typeof MAPPING_SCHEMAS;
/** An entity, by its name in `meta-data.json`. */
export type ImportEntity = RecordEntity | MappingEntity;

export const IMPORT_ENTITIES = [
  ...Object.keys(RECORD_SCHEMAS),
  ...Object.keys(MAPPING_SCHEMAS),
].sort() as ImportEntity[];

export function isImportEntity(name: string): name is ImportEntity {
  return (IMPORT_ENTITIES as readonly string[]).includes(name);
}

const entity = z.enum(IMPORT_ENTITIES as [ImportEntity, ...ImportEntity[]], {
  error: `must be one of ${IMPORT_ENTITIES.join(', ')}`,
});

/** The schema of `meta-data.json`, which lists the entities of an import and their files. */
export const zImportMetaData = z.strictObject({
  entities: z.array(entity),
  /** The file or files of each entity. */
  entities_paths_map: z.partialRecord(
    entity,
    z.union(
      [z.string(), z.array(z.string()).min(1, { error: 'must be a path or an array of paths' })],
      {
        error: 'must be a path or an array of paths',
      },
    ),
  ),
});

/** The type of a record, such as `ImportRecord<'cards'>`. */
export type ImportRecord<Entity extends RecordEntity> = z.infer<(typeof RECORD_SCHEMAS)[Entity]>;
