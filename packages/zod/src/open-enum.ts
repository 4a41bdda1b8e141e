import * as z from 'zod';
import { type EnumValue, rememberValues } from './known-values.js';

/**
 * An enum that the server may extend: accepts any string, or any number, and stores the known values
 * so that others can be reported.
 */
export function openEnum(values: readonly string[]): z.ZodString;
export function openEnum(values: readonly number[]): z.ZodNumber;
export function openEnum(values: readonly EnumValue[]): z.ZodString | z.ZodNumber {
  const schema = typeof values[0] === 'string' ? z.string() : z.number();
  rememberValues(schema, values);
  return schema;
}

/**
 * The discriminator of an unknown variant: accepts any string and reports it as unknown. It accepts
 * known discriminators too, so that an unknown form of a known variant is still valid.
 */
export function unlisted(): z.ZodType<`${string} (unlisted)`> {
  const schema = z.string();
  rememberValues(schema, []);
  return schema as unknown as z.ZodType<`${string} (unlisted)`>;
}
