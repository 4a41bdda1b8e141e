import * as z from 'zod';
import { date, id, number, reference, references, text, textFormat } from './values.js';

/** The value of one catalog field. */
const catalogItemValue = z.strictObject({
  catalog_field_id: id.optional(),
  item: z.string().optional(),
});

const list = z.array(z.union([catalogItemValue, z.string(), z.number()]));

/** The value of a custom field: an array for catalogs and for fields with several values. */
const propertyValue = z.union([z.boolean(), z.string(), z.number(), list], {
  error: 'must be true, false, text, a number or an array',
});

/** An option of a custom field. */
const option = z.strictObject({
  id,
  value: z.union([z.string().max(128), z.number(), list], {
    error: 'must be text of at most 128 characters, a number or an array',
  }),
  color: z
    .int({ error: 'must be a number from 1 to 17' })
    .min(1, { error: 'must be a number from 1 to 17' })
    .max(17, { error: 'must be a number from 1 to 17' })
    .nullish(),
  name: z.string().optional(),
  sort_order: number,
});

const catalogField = z.strictObject({
  id,
  name: z.string(),
  required: z.boolean().optional(),
  sort_order: z.number().optional(),
});

const vote = z.strictObject({ count: z.number(), emoji: z.string() });
const emojiSet = z.strictObject({ emojis: z.array(z.string()) });

/** A custom field of cards. */
export const zImportCustomField = z.strictObject({
  id,
  /**
   * The kind of field. Kaiten's importer of 2024 knew `string`, `number`, `date`, `select` and
   * `multi_select`; fields for catalogs and votes were added later, and the documentation has no list.
   */
  type: z.string(),
  name: z.string().max(128),
  catalog_fields: z.array(catalogField).optional(),
  /** For votes only. */
  data: z
    .union([vote, emojiSet], { error: 'must have only count and emoji, or only emojis' })
    .optional(),
  options: z.array(option).optional(),
  score_variant: z.string().optional(),
  vote_variant: z.string().optional(),
});

/** Time that a user worked on a card. */
export const zImportCardTimer = z.strictObject({
  id,
  author_id: id,
  card_id: id,
  started_at: z.string(),
  finished_at: z.string(),
  comment: text,
});

export const zImportComment = z.strictObject({
  id,
  card_id: id,
  text: z.string(),
  author_id: reference,
  /** For authors that are not in the users of the import. */
  author_name: text,
  created: text,
  /** The comment that this is a reply to. */
  parent_id: reference,
  type: textFormat,
});

/** The storage of files that are not in the import. */
const storage = z.enum(['gdrive', 'dropbox'], { error: 'must be gdrive or dropbox' });

/** A file of a card, at `path` in the import or in external storage. Its ids must be text. */
const file = z.strictObject({
  id: z.string(),
  card_id: z.string(),
  name: z.string(),
  author_id: reference,
  created: text,
  custom_field_id: reference,
  external: z.boolean().nullish(),
  /** Required together with `external_url` if `external` is true. */
  external_type: storage.nullish(),
  external_url: text,
  path: text,
  size: number,
});

export const zImportFile = file.superRefine((record, { addIssue }) => {
  if (record.external !== true) return;
  for (const field of ['external_type', 'external_url'] as const) {
    if (record[field] == null) {
      addIssue({
        code: 'custom',
        path: [field],
        message: 'is missing, but required because external is true',
      });
    }
  }
});

const checklistItem = z.strictObject({
  text: z.string(),
  checked: z.boolean().nullish(),
  checked_at: text,
  checked_by: reference,
  created: text,
  created_by: reference,
  due_date: date,
  responsible_id: reference,
  sort_order: number,
});

const checklist = z.strictObject({
  name: z.string().max(1024).optional(),
  items: z.array(checklistItem).optional(),
});

/** An event in the history of the card in the source system. */
const event = z.strictObject({
  type: z.string(),
  created: z.string(),
  new_value: z.looseObject({}).optional(),
  old_value: z.looseObject({}).optional(),
  author_id: reference,
});

const link = z.strictObject({
  url: z.union([z.string().max(16_384), z.number()], {
    error: 'must be text of at most 16384 characters, or a number',
  }),
  created: text,
  description: text,
});

/** A card that must end before this card begins. */
const predecessor = z.strictObject({
  id,
  gap: z.number().optional(),
  gap_type: z.string().optional(),
});

export const zImportCard = z.strictObject({
  id,
  column_id: id,
  title: z.string().max(1024),
  type_name: text,
  archived: z.boolean().optional(),
  asap: z.boolean().optional(),
  blocked_by_card_ids: references,
  blocks_card_ids: references,
  related_card_ids: references,
  child_card_ids: references,
  parent_card_ids: references,
  checklists: z.array(checklist).optional(),
  created: text,
  description: text,
  description_type: textFormat,
  due_date: date,
  size_text: text,
  estimate_workload: number,
  history: z.array(event).optional(),
  links: z.array(link).optional(),
  member_ids: references,
  owner_id: reference,
  responsible_id: reference,
  planned_start: date,
  planned_end: date,
  planned_predecessors: z.array(predecessor).optional(),
  /** Values of custom fields. */
  properties: z.array(z.strictObject({ id, value: propertyValue })).optional(),
  tags: z.array(z.strictObject({ name: z.string().max(128) })).optional(),
  key: text,
});
