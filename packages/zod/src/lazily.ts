import * as z from 'zod';
import type { Check, CheckedLazyDef } from './checks.js';

interface CheckedLazy extends z.ZodLazy {
  readonly _zod: z.ZodLazy['_zod'] & { readonly def: CheckedLazyDef };
}

// TypeScript requires a declared type for a value with an assertion method.
const Lazy: z.core.$constructor<z.ZodLazy> = z.ZodLazy;

/**
 * A lazy schema that returns a value unchanged if its check accepts it. It is a separate schema class,
 * created like zod's own: a method set on an instance would be lost in the copies that `describe`,
 * `meta` and `refine` create. For all other code it is a lazy schema.
 */
const CheckedLazy = /* @__PURE__ */ z.core.$constructor<CheckedLazy>(
  'CheckedLazy',
  (schema, def) => {
    Lazy.init(schema, def);
    const { parse } = schema._zod;
    schema._zod.parse = (payload, context) =>
      passes(def.accepts, payload.value) ? payload : parse(payload, context);
  },
);

/** A check of a cyclic value overflows the stack; zod handles it. */
function passes(check: Check, value: unknown): boolean {
  try {
    return check(value);
  } catch {
    return false;
  }
}

const never: Check = () => false;

/**
 * Creates a validator that is built on first use, so that importing it is fast. `build` returns zod's
 * core interface because comparing all methods with T takes TypeScript ten times as long.
 *
 * @param accepts Recognizes most valid values without building the validator.
 */
export function lazily<T>(build: () => z.core.$ZodType<T>, accepts: Check = never): z.ZodType<T> {
  const schema: z.ZodType = new CheckedLazy({ type: 'lazy', getter: build, accepts });
  return schema as z.ZodType<T>;
}
