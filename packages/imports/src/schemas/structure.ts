import * as z from 'zod';
import { id, number, reference, text, textFormat } from './values.js';

/** A user. Kaiten identifies users by their email address. */
export const zImportUser = z.strictObject({
  id,
  // The default pattern rejects addresses with non-Latin letters.
  email: z.email({ pattern: z.regexes.unicodeEmail, error: 'must be an email address' }),
  full_name: text,
});

const treeEntity = {
  id,
  title: z.string(),
  created: text,
  /** The space, folder or document that contains this one. */
  parent_entity_id: reference,
  sort_order: z.number().positive().nullish(),
};

const withKey = { ...treeEntity, key: text, last_sequence_number: number };

/** A space, which contains boards. */
export const zImportSpace = z.strictObject(withKey);

/** A folder of spaces and documents. */
export const zImportFolder = z.strictObject(withKey);

/** A document. Its text is in the file at `path`. */
export const zImportDocument = z.strictObject({
  ...treeEntity,
  path: text,
  type: textFormat,
});

/** An image or another file in a document. */
export const zImportDocumentFile = z.strictObject({
  id,
  document_id: id,
  path: z.string(),
  name: text,
});

export const zImportBoard = z.strictObject({
  id,
  title: z.string().max(128),
  author_id: reference,
  created: text,
  space_id: reference,
});

/** A column of a board. */
export const zImportColumn = z.strictObject({
  id,
  title: z.string().max(128),
  board_id: id,
  created: text,
  /** 1 is queued, 2 is in progress, 3 is done. */
  type: z
    .literal([1, 2, 3], { error: 'must be 1 (queued), 2 (in progress) or 3 (done)' })
    .nullish(),
  sort_order: number,
});

/** Ids of the import, each with the number of an entity that already exists in Kaiten. */
export const zImportMapping = z.record(z.string(), z.int());
