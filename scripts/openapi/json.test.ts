import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeType, isObject, toPointer } from './json.ts';

test.each([
  [{}, true, 'an object'],
  [[], false, 'an array'],
  [null, false, 'null'],
  ['', false, 'a string'],
  [0, false, 'a number'],
  [false, false, 'a boolean'],
  [undefined, false, 'an undefined'],
])('%j: object %s, described as %s', (value, isOne, description) => {
  expect(isObject(value)).toBe(isOne);
  expect(describeType(value)).toBe(description);
});

test('a pointer is escaped as RFC 6901 requires', () => {
  expect(toPointer([])).toBe('');
  expect(toPointer(['paths', '/a~b/{c}', 0, ''])).toBe('/paths/~1a~0b~1{c}/0/');
});

test('a pointer is parsed into the same segments', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (segments) => {
      const parts = toPointer(segments).split('/').slice(1);
      const unescaped = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
      expect(unescaped).toEqual(segments);
    }),
  );
});
