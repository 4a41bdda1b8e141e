import { expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { knownValuesOf } from '../src/known-values.js';
import { openEnum } from '../src/open-enum.js';

test('an open enum accepts only values of its type', () => {
  expect(openEnum([1, 2]).safeParse(3).success).toBe(true);
  expect(openEnum([1, 2]).safeParse('1').success).toBe(false);
  expect(openEnum(['a']).safeParse('b').success).toBe(true);
  expect(openEnum(['a']).safeParse(1).success).toBe(false);
});

test('an open enum is a zod string or number', () => {
  expectTypeOf(openEnum(['a'])).toEqualTypeOf<z.ZodString>();
  expectTypeOf(openEnum([1])).toEqualTypeOf<z.ZodNumber>();
  expect(openEnum(['a'])).toBeInstanceOf(z.ZodString);
  expect(openEnum([1])).toBeInstanceOf(z.ZodNumber);
});

test.each([
  ['itself', openEnum([1, 2])],
  ['a described copy', openEnum([1, 2]).describe('Progress')],
  ['a refined copy', openEnum([1, 2]).refine((value) => value > 0)],
  ['a checked copy', openEnum([1, 2]).min(0)],
])('%s keeps the known values', (_, schema) => {
  expect(knownValuesOf(schema._zod.def)).toEqual([1, 2]);
});

test('other schemas have no known values', () => {
  expect(knownValuesOf(z.number()._zod.def)).toBeUndefined();
});
