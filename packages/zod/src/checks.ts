import type { z } from 'zod';

/**
 * Whether a value is certainly valid, as JSON has it. `false` says no more than that zod must look
 * at it. Never true of `undefined`, so that a check of a key's value demands the key, too.
 */
export type Check = (value: unknown) => boolean;

export interface CheckedLazyDef extends z.core.$ZodLazyDef {
  readonly accepts: Check;
}

/** The check that a lazy validator was made with. */
export function checkOf(schema: z.ZodType): Check {
  return (schema._zod.def as CheckedLazyDef).accepts;
}

/**
 * An object of which zod's copy would be equal: it drops a key `__proto__`, and makes a plain object
 * of an instance of a class.
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
  // By index, as `every` passes over holes.
  for (let index = 0; index < value.length; index += 1) {
    if (!check(value[index])) return false;
  }
  return true;
}

export function isRecordOf(value: unknown, check: Check): boolean {
  return isPlain(value) && Object.values(value).every(check);
}

/** Whether every value whose key has a certain form passes. */
export function isEveryLike(
  value: Record<string, unknown>,
  pattern: RegExp,
  check: Check,
): boolean {
  return Object.keys(value).every((key) => !pattern.test(key) || check(value[key]));
}
