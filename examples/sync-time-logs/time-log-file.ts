import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** The built-in role of every user. */
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
 * Reads the time logs of a CSV file with a header row, or of a JSON file.
 *
 * @throws ZodError with the row and property if a row is invalid.
 */
export async function timeLogsIn(path: string): Promise<TimeLog[]> {
  const text = await readFile(path, 'utf8');
  const rows: unknown = path.endsWith('.json')
    ? JSON.parse(text)
    : parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  return z.array(timeLog).parse(rows);
}
