import * as z from 'zod';
import { id, number } from './values.js';

/** The value of one field of a catalog. */
const catalogItemValue = z.strictObject({
  catalog_field_id: id.optional(),
  item: z.string().optional(),
});

const list = z.array(z.union([catalogItemValue, z.string(), z.number()]));

/** What a card has in a custom field: a list for catalogs and for fields with several values. */
export const propertyValue = z.union([z.boolean(), z.string(), z.number(), list], {
  error: 'must be true, false, text, a number or a list',
});

/** Something to choose in a custom field. */
const option = z.strictObject({
  id,
  value: z.union([z.string().max(128), z.number(), list], {
    error: 'must be text of 128 characters at most, a number or a list',
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

/** A field that a company adds to its cards. */
export const zImportCustomField = z.strictObject({
  id,
  /**
   * The kind of field. Kaiten's importer of 2024 knew `string`, `number`, `date`, `select` and
   * `multi_select`; fields for catalogs and votes came later, and the documentation has no list.
   */
  type: z.string(),
  name: z.string().max(128),
  catalog_fields: z.array(catalogField).optional(),
  /** For votes only. */
  data: z
    .union([vote, emojiSet], { error: 'must have count and emoji, or emojis, and nothing else' })
    .optional(),
  options: z.array(option).optional(),
  score_variant: z.string().optional(),
  vote_variant: z.string().optional(),
});
