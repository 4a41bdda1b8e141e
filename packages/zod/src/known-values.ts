import type { z } from 'zod';

export type EnumValue = string | number;

/**
 * The property of a schema definition that contains the known values of an open enum. The symbol is
 * global because each bundled operation contains a copy of this module. The values are part of the
 * definition because `.describe()`, `.refine()` and similar methods copy it.
 */
const KNOWN_VALUES = Symbol.for('kaiten-sdk.known-values');

export function rememberValues(schema: z.core.$ZodType, values: readonly EnumValue[]): void {
  Object.assign(schema._zod.def, { [KNOWN_VALUES]: values });
}

export function knownValuesOf(def: z.core.$ZodTypeDef): readonly EnumValue[] | undefined {
  return (def as { readonly [KNOWN_VALUES]?: readonly EnumValue[] })[KNOWN_VALUES];
}
