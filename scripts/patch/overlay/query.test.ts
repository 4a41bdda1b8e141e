import { expect, it } from 'vitest';
import { compileQuery, select } from './query.ts';

const VALUES = [
  { a: 'x1' },
  { a: 1 },
  { a: null },
  { a: ['x'] },
  { a: { b: 'x' } },
  { a: true },
  {},
];

it.each([
  ["$[?match(@.a, '.*')]", [{ a: 'x1' }]],
  ["$[?match(@.a, 'x')]", []],
  ["$[?!match(@.a, '.*')]", VALUES.slice(1)],
  ["$[?search(@.a, '1')]", [{ a: 'x1' }]],
  ["$[?search(@.a, '.*')]", [{ a: 'x1' }]],
  ['$[?match(@.a, @.a)]', [{ a: 'x1' }]],
])('%s selects as RFC 9535 defines, whatever the types', (path, expected) => {
  expect(select(compileQuery(path), VALUES).map(({ value }) => value)).toEqual(expected);
});
