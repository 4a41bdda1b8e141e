import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { checkOf } from '../src/checks.js';
import * as checked from '../src/index.js';
import { jsonChanges, oddChanges, withChanges } from './checks/change.js';
import { instanceOf } from './checks/instance.js';
import { received } from './checks/received.js';

vi.resetModules();
vi.doMock('../src/lazily.js', () => ({ lazily: z.lazy }));
/** The same validators without checks, so that zod validates everything. */
const unchecked = await import('../src/index.js');

test('every response and webhook has a validator', () => {
  expect(received.length).toBeGreaterThan(450);
  expect(received.filter(([name]) => !(name in checked))).toEqual([]);
  expect(Reflect.get(unchecked, 'zCard')._zod.def).not.toHaveProperty('accepts');
});

describe.each(received)('the check of %s', (name, schema) => {
  const validator: z.ZodType = Reflect.get(checked, name);
  const zod: z.ZodType = Reflect.get(unchecked, name);
  const accepts = checkOf(validator);
  const isValid = (value: unknown) => zod.safeParse(value).success;
  const json = instanceOf(schema).filter(hasNoPrototypes);
  const changedJson = withChanges(json, jsonChanges);
  const odd = withChanges(instanceOf(schema), [...jsonChanges, ...oddChanges]);

  test('accepts only valid JSON', () => {
    holdsOf(json.filter(isValid), accepts);
    holdsOf(changedJson, (value) => accepts(value) === isValid(value));
  });

  test('accepts only values that zod accepts and returns unchanged', () => {
    holdsOf(odd, (value) => !accepts(value) || isDeepStrictEqual(zod.safeParse(value).data, value));
  });

  test('does not change the result of validation', () => {
    holdsOf(odd, (value) => isDeepStrictEqual(verdict(validator, value), verdict(zod, value)));
  });
});

type Verdict = { data: unknown } | { issues: unknown } | { thrown: string };

function verdict(validator: z.ZodType, value: unknown): Verdict {
  try {
    const { success, data, error } = validator.safeParse(value);
    return success ? { data } : { issues: error.issues };
  } catch (error) {
    return { thrown: String(error) };
  }
}

/** zod drops a key `__proto__`, so it does not return such a value unchanged. */
function hasNoPrototypes(value: unknown): boolean {
  return !JSON.stringify(value)?.includes('"__proto__"');
}

function holdsOf(values: fc.Arbitrary<unknown>, predicate: (value: unknown) => boolean): void {
  fc.assert(fc.property(values, predicate), { numRuns: 8 });
}
