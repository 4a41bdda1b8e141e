import * as z from 'zod';

/** The id of a record in the source system. Other files refer to it. */
export const id = z.union([z.string(), z.number()], { error: 'must be text or a number' });

/** The optional id of another record. */
export const reference = id.nullish();

export const references = z.array(id).nullish();

/** A text, date or name whose format is not documented. */
export const text = z.string().nullish();

export const number = z.number().nullish();

export const textFormat = z
  .enum(['html', 'markdown'], { error: 'must be html or markdown' })
  .nullish();

/** A date, or a date and time. */
export const date = z
  .strictObject({
    value: z.string(),
    time_present: z.boolean().nullish(),
  })
  .optional();
