import { expect, test } from 'vitest';
import * as z from 'zod';
import { checkOf, isEveryLike, isListOf, isPlain, isRecordOf } from '../src/checks.js';
import { lazily } from '../src/lazily.js';

const isText = (value: unknown) => typeof value === 'string';

test('checkOf returns the check of a validator', () => {
  expect(checkOf(lazily(() => z.string(), isText))).toBe(isText);
  expect(checkOf(lazily(() => z.string()))('text')).toBe(false);
});

test.each([[{}], [{ a: 1 }], [JSON.parse('{"constructor":{"prototype":1}}')]])(
  '%j is a plain object',
  (value) => {
    expect(isPlain(value)).toBe(true);
  },
);

test.each([
  ['null', null],
  ['a text', 'text'],
  ['an array', []],
  ['a function', () => {}],
  ['an instance', new Date(0)],
  ['without a prototype', Object.create(null)],
  ['with a prototype of its own', Object.create({ id: 1 })],
  ['with a key that zod drops', JSON.parse('{"__proto__":1}')],
])('%s is not a plain object', (_, value) => {
  expect(isPlain(value)).toBe(false);
});

test('isListOf rejects holes and other items', () => {
  expect(isListOf([], isText)).toBe(true);
  expect(isListOf(['a', 'b'], isText)).toBe(true);
  expect(isListOf(['a', 1], isText)).toBe(false);
  expect(isListOf(new Array(1), isText)).toBe(false);
  expect(isListOf({ length: 0 }, isText)).toBe(false);
});

test('isRecordOf checks the value of every key', () => {
  expect(isRecordOf({}, isText)).toBe(true);
  expect(isRecordOf({ a: 'a' }, isText)).toBe(true);
  expect(isRecordOf({ a: 'a', b: 1 }, isText)).toBe(false);
  expect(isRecordOf(['a'], isText)).toBe(false);
});

test('isEveryLike checks only values whose key matches', () => {
  expect(isEveryLike({ id_1: 'a', other: 1 }, /^id_\d+$/u, isText)).toBe(true);
  expect(isEveryLike({ id_1: 'a', id_2: 1 }, /^id_\d+$/u, isText)).toBe(false);
});
