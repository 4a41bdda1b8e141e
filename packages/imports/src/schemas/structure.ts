import * as z from 'zod';
import { id, number, reference, text, textFormat } from './values.js';

/** A person, known in Kaiten by the e-mail address. */
export const zImportUser = z.strictObject({
  id,
  // The usual pattern refuses addresses that are not written in Latin letters.
  email: z.email({ pattern: z.regexes.unicodeEmail, error: 'must be an e-mail address' }),
  full_name: text,
});

const treeEntity = {
  id,
  title: z.string(),
  created: text,
  /** The space, folder or document that it is in. */
  parent_entity_id: reference,
  sort_order: z.number().positive().nullish(),
};

const withKey = { ...treeEntity, key: text, last_sequence_number: number };

/** A space: boards that belong together. */
export const zImportSpace = z.strictObject(withKey);

/** A folder of spaces and documents. */
export const zImportFolder = z.strictObject(withKey);

/** A document, whose text is in the file at `path`. */
export const zImportDocument = z.strictObject({
  ...treeEntity,
  path: text,
  type: textFormat,
});

/** A picture or another file in a document. */
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

/** Ids of the import, each with the number of the thing that Kaiten has already. */
export const zImportMapping = z.record(z.string(), z.int());
