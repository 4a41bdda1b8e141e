import type { z } from 'zod';

/**
 * Returns `true` if a JSON value is definitely valid, and `false` if zod has to validate it. It never
 * returns `true` for `undefined`, so a check of a property also requires the property.
 */
export type Check = (value: unknown) => boolean;

export interface CheckedLazyDef extends z.core.$ZodLazyDef {
  readonly accepts: Check;
}

/** The check of a lazy validator. */
export function checkOf(schema: z.ZodType): Check {
  return (schema._zod.def as CheckedLazyDef).accepts;
}

/**
 * Whether zod's copy of an object would be equal: zod drops a key `__proto__`, and copies an instance
 * of a class to a plain object.
 */
export function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !Object.hasOwn(value, '__proto__')
  );
}

export function isListOf(value: unknown, check: Check): boolean {
  if (!Array.isArray(value)) return false;
  // `every` would skip holes.
  for (let index = 0; index < value.length; index += 1) {
    if (!check(value[index])) return false;
  }
  return true;
}

export function isRecordOf(value: unknown, check: Check): boolean {
  return isPlain(value) && Object.values(value).every(check);
}

/** Whether the check accepts every value whose key matches the pattern. */
export function isEveryLike(
  value: Record<string, unknown>,
  pattern: RegExp,
  check: Check,
): boolean {
  return Object.keys(value).every((key) => !pattern.test(key) || check(value[key]));
}
