import * as z from 'zod';
import type { Check, CheckedLazyDef } from './checks.js';

interface CheckedLazy extends z.ZodLazy {
  readonly _zod: z.ZodLazy['_zod'] & { readonly def: CheckedLazyDef };
}

// The compiler demands a declared type of what has an `asserts`.
const Lazy: z.core.$constructor<z.ZodLazy> = z.ZodLazy;

/**
 * A lazy schema that answers a value its check accepts with the value itself. It is a kind of schema
 * of its own, made as zod makes its own: a function put on one instance would be lost in the copies
 * that `describe`, `meta` and `refine` make, and to everyone else it is still a lazy schema.
 */
const CheckedLazy = /* @__PURE__ */ z.core.$constructor<CheckedLazy>(
  'CheckedLazy',
  (schema, def) => {
    Lazy.init(schema, def);
    const { parse } = schema._zod;
    schema._zod.parse = (payload, context) =>
      holds(def.accepts, payload.value) ? payload : parse(payload, context);
  },
);

/** A check runs in circles, until the stack is full, where a value has itself in it. zod does not. */
function holds(check: Check, value: unknown): boolean {
  try {
    return check(value);
  } catch {
    return false;
  }
}

const never: Check = () => false;

/**
 * A validator that is built on first use, so that an import costs nothing. The compiler compares
 * what `build` gives with T by zod's core interface: a tenth of the work of comparing all methods.
 *
 * @param accepts Tells most valid values without the validator being built.
 */
export function lazily<T>(build: () => z.core.$ZodType<T>, accepts: Check = never): z.ZodType<T> {
  const schema: z.ZodType = new CheckedLazy({ type: 'lazy', getter: build, accepts });
  return schema as z.ZodType<T>;
}
