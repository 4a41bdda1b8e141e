import type * as z from 'zod';
import type { Check } from './checks.js';
import * as whole from './lazily.js';

/**
 * `lazily` for components inside the bundle of an operation, where nobody but generated code and zod
 * itself meets them: the validator is made when one of them asks. zod gives each validator forty
 * methods and more, and an operation refers to dozens of components: that was half of an import.
 */
export function lazily(build: () => z.core.$ZodType, accepts?: Check): InnerValidator {
  return new InnerValidator(build, accepts);
}

/** What generated code calls of a component's validator, and what zod reads of any. */
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
