import { readFile } from 'node:fs/promises';
import { operations } from '@kaiten-sdk/client';
import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { namespaces } from '../src/generated/facade/operations.gen.js';
import { createKaiten, type Kaiten } from '../src/index.js';
import { pathOf, queryOf } from '../src/url.js';

const rows = Object.entries(namespaces).flatMap(([namespace, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ namespace, method, operation })),
);

test('every operation of the contract is a method', () => {
  const ids = rows.map(({ operation }) => operation.id);
  expect(ids.sort()).toEqual(Object.keys(operations).sort());
});

test('a method sends what its operation says', async () => {
  const sent: string[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    sent.push(`${init?.method} ${new URL(String(input)).pathname}`);
    return Response.json([]);
  };
  const kaiten = createKaiten({ domain: 'acme', token: 'secret', fetch, rateLimit: false });
  const callable = kaiten as unknown as Record<
    string,
    Record<string, (params: object) => PromiseLike<unknown>>
  >;
  for (const { namespace, method, operation } of rows) {
    const names = [...operation.path.matchAll(/\{(.+?)\}/g)].map(([, name]) => name);
    await callable[namespace]?.[method]?.(Object.fromEntries(names.map((name) => [name, 7])));
  }
  expect(sent).toEqual(
    rows.map(
      ({ operation: { method, path } }) => `${method} /api/latest${path.replace(/\{.+?\}/g, '7')}`,
    ),
  );
});

test('lists are walked as the table of operations says', () => {
  const table: Record<string, { pagination: unknown }> = operations;
  for (const { operation } of rows) {
    expect(operation.list ?? null).toEqual(table[operation.id]?.pagination);
  }
});

test('validators are found by the names that are computed', async () => {
  const without: string[] = [];
  for (const { operation } of rows) {
    const name = `z${operation.id.charAt(0).toUpperCase()}${operation.id.slice(1)}Response`;
    const path = `../../zod/src/generated/operations/${operation.id}.gen.ts`;
    const text = await readFile(new URL(path, import.meta.url), 'utf8');
    if (!text.includes(`export const ${name}:`)) without.push(name);
  }
  expect(without).toEqual([]);
});

test('the namespaces are typed and there', () => {
  const kaiten = createKaiten({ domain: 'acme', token: 'secret' });
  expectTypeOf(kaiten).toEqualTypeOf<Kaiten>();
  expect(Object.keys(kaiten).sort()).toEqual(
    [...Object.keys(namespaces), 'client', 'download', 'request', 'stats'].sort(),
  );
});

const base = 'https://acme.kaiten.ru/api/latest';
// Half of a surrogate pair has no encoding, and can be in no address.
const text = fc.string({ unit: 'grapheme', minLength: 1 });
const segment = text.filter((value) => value !== '.' && value !== '..');

test('a path parameter is always one segment of the path', () => {
  fc.assert(
    fc.property(segment, (id) => {
      const url = new URL(base + pathOf('/cards/{id}/tags', { id }));
      const [, , , cards, encoded = '', tags, ...more] = url.pathname.split('/');
      expect([cards, decodeURIComponent(encoded), tags, more]).toEqual(['cards', id, 'tags', []]);
      expect(url.search + url.hash).toBe('');
    }),
  );
});

test('every query value arrives unchanged', () => {
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

test('undefined and null are left out of a query', () => {
  expect(queryOf({ a: undefined, b: null, c: [], d: [null] })).toBe('');
  expect(queryOf(undefined)).toBe('');
});

test('dates are sent in ISO format, also in arrays', () => {
  const query = queryOf({ from: new Date(0), days: [new Date(0), '2026-01-01'] });
  expect([...new URLSearchParams(query)]).toEqual([
    ['from', '1970-01-01T00:00:00.000Z'],
    ['days', '1970-01-01T00:00:00.000Z'],
    ['days', '2026-01-01'],
  ]);
});
