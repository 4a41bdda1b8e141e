import * as z from 'zod';
import { id, number, reference, text, textFormat } from './values.js';

/** Time that somebody worked on a card. */
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
  /** For authors who are not among the users. */
  author_name: text,
  created: text,
  /** The comment that it answers. */
  parent_id: reference,
  type: textFormat,
});

/** Where files can be that are not part of the import. */
const storage = z.enum(['gdrive', 'dropbox'], { error: 'must be gdrive or dropbox' });

/** A file on a card: at `path` in the import, or somewhere else. Its ids are text, unlike others. */
const file = z.strictObject({
  id: z.string(),
  card_id: z.string(),
  name: z.string(),
  author_id: reference,
  created: text,
  custom_field_id: reference,
  external: z.boolean().nullish(),
  /** Needed if `external` is true, as is `external_url`. */
  external_type: storage.nullish(),
  external_url: text,
  path: text,
  size: number,
});

export const zImportFile = file.superRefine((record, { addIssue }) => {
  if (record.external !== true) return;
  for (const field of ['external_type', 'external_url'] as const) {
    if (record[field] == null) {
      addIssue({ code: 'custom', path: [field], message: 'is missing, though external is true' });
    }
  }
});
