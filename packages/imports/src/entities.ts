import * as z from 'zod';
import { zImportCard } from './schemas/card.js';
import { zImportCardTimer, zImportComment, zImportFile } from './schemas/card-parts.js';
import { zImportCustomField } from './schemas/custom-field.js';
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

/** What each kind of file is a list of. */
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

/** The kinds of files that are one object instead: ids, and the numbers they have in Kaiten. */
export const MAPPING_SCHEMAS = {
  columns_mapping: zImportMapping,
  properties_mapping: zImportMapping,
} as const satisfies Record<string, z.ZodType>;

export type RecordEntity = keyof typeof RECORD_SCHEMAS;
export type MappingEntity = keyof typeof MAPPING_SCHEMAS;
/** A kind of file, by the name that `meta-data.json` has for it. */
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

/** `meta-data.json`, the entry to an import: what it has, and in which files. */
export const zImportMetaData = z.strictObject({
  entities: z.array(entity),
  /** The file of each kind, or all its files. */
  entities_paths_map: z.partialRecord(
    entity,
    z.union(
      [z.string(), z.array(z.string()).min(1, { error: 'must be a path or a list of paths' })],
      {
        error: 'must be a path or a list of paths',
      },
    ),
  ),
});

/** A record as an import has it: `ImportRecord<'cards'>`. */
export type ImportRecord<Entity extends RecordEntity> = z.infer<(typeof RECORD_SCHEMAS)[Entity]>;
