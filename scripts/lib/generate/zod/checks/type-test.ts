import type { Json, JsonObject } from '../../../document/json.ts';
import { objectTest } from './object-test.ts';
import type { TestOf } from './schema-test.ts';
import { either, functionOf, NEVER, type Test } from './tests.ts';

/** zod's numbers are finite, and its integers safe. */
const PRIMITIVES: Readonly<Record<string, (at: string) => string>> = {
  boolean: (at) => `typeof ${at} === 'boolean'`,
  integer: (at) => `Number.isSafeInteger(${at})`,
  null: (at) => `${at} === null`,
  number: (at) => `Number.isFinite(${at})`,
  string: (at) => `typeof ${at} === 'string'`,
};

/** That a value is of a schema's type, or of one of them. */
export function typeTest(schema: JsonObject, at: string, testOf: TestOf): Test {
  const tests = [schema.type ?? []].flat().map((type): Test => {
    if (type === 'object') return objectTest(schema, at, testOf);
    if (type === 'array') return listTest(schema.items, at, testOf);
    const test = PRIMITIVES[String(type)]?.(at);
    return test === undefined ? NEVER : [test];
  });
  return either(tests);
}

function listTest(items: Json | undefined, at: string, testOf: TestOf): Test {
  if (items === undefined) return [`Array.isArray(${at})`];
  return [`isListOf(${at}, ${functionOf(testOf(items, 'v'))})`];
}
