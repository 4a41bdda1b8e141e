import type { z } from 'zod';

export type EnumValue = string | number;

/**
 * Where the definition of an open enum keeps the values it knows. It is shared by all copies of
 * this module, as each bundle of an operation has one; and the definition is what `.describe()`,
 * `.refine()` and the like take over, so that the values outlive them.
 */
const KNOWN_VALUES = Symbol.for('kaiten-sdk.known-values');

export function rememberValues(schema: z.core.$ZodType, values: readonly EnumValue[]): void {
  Object.assign(schema._zod.def, { [KNOWN_VALUES]: values });
}

export function knownValuesOf(def: z.core.$ZodTypeDef): readonly EnumValue[] | undefined {
  return (def as { readonly [KNOWN_VALUES]?: readonly EnumValue[] })[KNOWN_VALUES];
}
