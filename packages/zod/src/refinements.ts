import type { z } from 'zod';

/**
 * Refuses an object with none of these keys, as the server does for an update that changes nothing.
 * A key that is present with `undefined` does not count: it is not sent.
 */
export function atLeastOneOf<Schema extends z.ZodType>(
  schema: Schema,
  keys: readonly string[],
): Schema {
  return schema.refine(
    (value) => keys.some((key) => Reflect.get(Object(value), key) !== undefined),
    { error: `Give at least one of: ${keys.join(', ')}` },
  );
}

/** Refuses keys that do not match, which the loose parts of an intersection let pass. */
export function onlyKeysLike<Schema extends z.ZodType>(schema: Schema, pattern: RegExp): Schema {
  return schema.check(({ issues, value }) => {
    const input = value as Record<string, unknown>;
    const keys = Object.keys(input).filter((key) => !pattern.test(key));
    if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input });
  });
}
