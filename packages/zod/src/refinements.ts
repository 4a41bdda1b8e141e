import type { z } from 'zod';

/**
 * Rejects an object without any of these properties, as the server does for an update that changes
 * nothing. Properties with the value `undefined` do not count, because they are not sent.
 */
export function atLeastOneOf<Schema extends z.ZodType>(
  schema: Schema,
  keys: readonly string[],
): Schema {
  return schema.refine(
    (value) => keys.some((key) => Reflect.get(Object(value), key) !== undefined),
    { error: `Specify at least one of: ${keys.join(', ')}` },
  );
}

/** Rejects keys that do not match, which the loose parts of an intersection accept. */
export function onlyKeysLike<Schema extends z.ZodType>(schema: Schema, pattern: RegExp): Schema {
  return schema.check(({ issues, value }) => {
    const input = value as Record<string, unknown>;
    const keys = Object.keys(input).filter((key) => !pattern.test(key));
    if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input });
  });
}
