import * as z from 'zod';

/**
 * A validator that is built on first use, so that an import costs nothing. The compiler compares
 * what `build` gives with T by zod's core interface: a tenth of the work of comparing all methods.
 */
export function lazily<T>(build: () => z.core.$ZodType<T>): z.ZodType<T> {
  return z.lazy(build) as unknown as z.ZodType<T>;
}
