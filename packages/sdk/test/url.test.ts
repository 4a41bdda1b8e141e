import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathOf, queryOf } from '../src/url.js';

const base = 'https://acme.kaiten.ru/api/latest';
// Half of a surrogate pair has no encoding, and can be in no address.
const text = fc.string({ unit: 'grapheme', minLength: 1 });
const segment = text.filter((value) => value !== '.' && value !== '..');

test('whatever is in a path stays one segment of it', () => {
  fc.assert(
    fc.property(segment, (id) => {
      const url = new URL(base + pathOf('/cards/{id}/tags', { id }));
      const [, , , cards, encoded = '', tags, ...more] = url.pathname.split('/');
      expect([cards, decodeURIComponent(encoded), tags, more]).toEqual(['cards', id, 'tags', []]);
      expect(url.search + url.hash).toBe('');
    }),
  );
});

test('whatever is in a query arrives', () => {
  const value = fc.oneof(text, fc.integer(), fc.boolean());
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(value, fc.array(value))), (query) => {
      const { searchParams } = new URL(base + queryOf(query));
      const sent = Object.entries(query).flatMap(([name, values]) =>
        [values].flat().map((one) => [name, String(one)]),
      );
      expect([...searchParams]).toEqual(sent);
    }),
  );
});

test('what is absent is left out', () => {
  expect(queryOf({ a: undefined, b: null, c: [], d: [null] })).toBe('');
  expect(queryOf(undefined)).toBe('');
});

test('dates are written out, one by one', () => {
  const query = queryOf({ from: new Date(0), days: [new Date(0), '2026-01-01'] });
  expect([...new URLSearchParams(query)]).toEqual([
    ['from', '1970-01-01T00:00:00.000Z'],
    ['days', '1970-01-01T00:00:00.000Z'],
    ['days', '2026-01-01'],
  ]);
});
