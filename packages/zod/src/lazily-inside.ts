import type * as z from 'zod';
import type { Check } from './checks.js';
import * as whole from './lazily.js';

/**
 * `lazily` for components inside the bundle of an operation, which only generated code and zod use.
 * It creates the zod schema on first access: zod adds more than forty methods to each schema, and
 * creating the dozens of components of an operation took half of its import time.
 */
export function lazily(build: () => z.core.$ZodType, accepts?: Check): InnerValidator {
  return new InnerValidator(build, accepts);
}

/** The methods that generated code calls, and the property that zod reads. */
class InnerValidator {
  readonly #build: () => z.core.$ZodType;
  readonly #accepts: Check | undefined;
  #made: z.ZodType | undefined;

  constructor(build: () => z.core.$ZodType, accepts: Check | undefined) {
    this.#build = build;
    this.#accepts = accepts;
  }

  get _zod() {
    return this.#whole._zod;
  }

  optional() {
    return this.#whole.optional();
  }

  nullable() {
    return this.#whole.nullable();
  }

  nullish() {
    return this.#whole.nullish();
  }

  and<Other extends z.core.SomeType>(other: Other) {
    return this.#whole.and(other);
  }

  get #whole(): z.ZodType {
    this.#made ??= whole.lazily(this.#build, this.#accepts);
    return this.#made;
  }
}
