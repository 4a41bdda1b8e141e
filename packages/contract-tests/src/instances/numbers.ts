import fc from 'fast-check';
import type { Schema } from '../contract/schema.ts';

const LARGEST = 2 ** 31;

/** Whole numbers that a schema takes. */
export function integers({ exclusiveMinimum, maximum, minimum }: Schema): fc.Arbitrary<number> {
  const above = exclusiveMinimum === undefined ? -LARGEST : Math.floor(exclusiveMinimum) + 1;
  return fc.integer({
    min: Math.max(above, Math.ceil(minimum ?? -LARGEST)),
    max: Math.floor(maximum ?? LARGEST),
  });
}

/** Numbers that a schema takes, and that JSON brings back as they were. */
export function numbers(schema: Schema): fc.Arbitrary<number> {
  const { exclusiveMinimum = -LARGEST, maximum = LARGEST, minimum = -LARGEST } = schema;
  const fractions = fc
    .double({ min: Math.max(exclusiveMinimum, minimum), max: maximum, noNaN: true })
    .filter((number) => number > (schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY))
    .map((number) => (Object.is(number, -0) ? 0 : number));
  return fc.oneof(integers(schema), fractions);
}
