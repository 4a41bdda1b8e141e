import { readFile } from 'node:fs/promises';
import { operations } from '@kaiten-sdk/client';
import { expect, expectTypeOf, test } from 'vitest';
import { namespaces } from '../src/generated/facade/operations.gen.js';
import { createKaiten, type Kaiten } from '../src/index.js';

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
    const params = Object.fromEntries(names.map((name) => [name, 7]));
    const form = operation.body === 'form' && { body: { file: new Blob() } };
    await callable[namespace]?.[method]?.({ ...params, ...form });
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
