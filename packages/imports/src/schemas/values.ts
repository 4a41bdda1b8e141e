import * as z from 'zod';

/** The id that a thing has where it comes from. Other files refer to it. */
export const id = z.union([z.string(), z.number()], { error: 'must be text or a number' });

/** The id of a thing in another record, or none. */
export const reference = id.nullish();

export const references = z.array(id).nullish();

/** Free text, a point in time or a name: nothing more is said of their form. */
export const text = z.string().nullish();

export const number = z.number().nullish();

export const textFormat = z
  .enum(['html', 'markdown'], { error: 'must be html or markdown' })
  .nullish();

/** A day, or a point in time. */
export const date = z
  .strictObject({
    value: z.string(),
    time_present: z.boolean().nullish(),
  })
  .optional();
