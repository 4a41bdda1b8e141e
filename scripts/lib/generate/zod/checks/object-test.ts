import { isObject, type Json, type JsonObject } from '../../../document/json.ts';
import { literal } from './literal.ts';
import type { TestOf } from './schema-test.ts';
import { all, either, functionOf, NEVER, type Test } from './tests.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** That a value is an object with certain keys, or one that has the same under every key. */
export function objectTest(schema: JsonObject, at: string, testOf: TestOf): Test {
  const { additionalProperties: others = true } = schema;
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  const required = new Set([schema.required ?? []].flat().map(String));
  const names = [...properties.map(([name]) => name), ...required];
  // Every object has these, its own or not; and zod drops `__proto__`.
  if (names.some((name) => name in Object.prototype)) return NEVER;
  if (typeof others !== 'boolean') {
    return names.length === 0 ? [`isRecordOf(${at}, ${functionOf(testOf(others, 'v'))})`] : NEVER;
  }
  return all([[`isPlain(${at})`], ...properties.map(propertyTest)]);

  function propertyTest([name, property]: [string, Json]): Test {
    const value = IDENTIFIER.test(name) ? `${at}.${name}` : `${at}[${literal(name)}]`;
    const test = testOf(property, value);
    return required.has(name) ? test : either([[`${value} === undefined`], test]);
  }
}
