import * as z from 'zod';
import { propertyValue } from './custom-field.js';
import { date, id, number, reference, references, text, textFormat } from './values.js';

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

/** What happened to the card where it comes from. */
const event = z.strictObject({
  type: z.string(),
  created: z.string(),
  new_value: z.looseObject({}).optional(),
  old_value: z.looseObject({}).optional(),
  author_id: reference,
});

const link = z.strictObject({
  url: z.union([z.string().max(16_384), z.number()], {
    error: 'must be text of 16384 characters at most, or a number',
  }),
  created: text,
  description: text,
});

/** A card that must end before this one begins. */
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
