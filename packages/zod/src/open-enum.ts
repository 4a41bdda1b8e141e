import * as z from 'zod';
import { type EnumValue, rememberValues } from './known-values.js';

/**
 * An enum that the server may add to: takes any text, or any number, and remembers the values that
 * are known, so that others can be reported.
 */
export function openEnum(values: readonly string[]): z.ZodString;
export function openEnum(values: readonly number[]): z.ZodNumber;
export function openEnum(values: readonly EnumValue[]): z.ZodString | z.ZodNumber {
  const schema = typeof values[0] === 'string' ? z.string() : z.number();
  rememberValues(schema, values);
  return schema;
}

/**
 * The kind of something that is not known yet: any text, which is reported as unknown. Known kinds
 * pass as well, so that one of them is read, too, if the server sends it in a form that is not known.
 */
export function unlisted(): z.ZodType<`${string} (unlisted)`> {
  const schema = z.string();
  rememberValues(schema, []);
  return schema as unknown as z.ZodType<`${string} (unlisted)`>;
}
