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

/** A file on a card: at `path` in the import, or somewhere else. Its ids are text, unlike others. */
export const zImportFile = z.strictObject({
  id: z.string(),
  card_id: z.string(),
  name: z.string(),
  author_id: reference,
  created: text,
  custom_field_id: reference,
  external: z.boolean().nullish(),
  external_type: text,
  external_url: text,
  path: text,
  size: number,
});
