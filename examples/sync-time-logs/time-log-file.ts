import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** The built-in role that everybody has. */
const EMPLOYEE = -1;

const id = z.coerce.number().int();
const timeLog = z.strictObject({
  card_id: id.positive(),
  for_date: z.iso.date(),
  /** Minutes. */
  time_spent: id.positive(),
  role_id: z.preprocess((value) => (value === '' ? undefined : value), id.default(EMPLOYEE)),
  comment: z.string().default(''),
});

export type TimeLog = z.infer<typeof timeLog>;

/**
 * The time logs that a file lists: CSV with the names of the fields in its first line, or JSON.
 *
 * @throws ZodError that names row and field, before anything is logged.
 */
export async function timeLogsIn(path: string): Promise<TimeLog[]> {
  const text = await readFile(path, 'utf8');
  const rows: unknown = path.endsWith('.json')
    ? JSON.parse(text)
    : parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  return z.array(timeLog).parse(rows);
}
