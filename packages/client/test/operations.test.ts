import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as client from '../src/index.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

interface Operation {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly deprecated?: boolean;
  readonly 'x-stability'?: string;
  readonly 'x-pagination'?: object;
}

const contract = JSON.parse(
  await readFile(new URL('../../../specs/kaiten/openapi.json', import.meta.url), 'utf8'),
);

const operations = Object.entries<Record<string, Operation>>(contract.paths).flatMap(
  ([path, pathItem]) =>
    Object.entries(pathItem)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

test('the table has exactly the operations of the contract', () => {
  const rows = operations.map(({ method, operation, path }) => [
    operation.operationId,
    {
      method,
      path,
      tag: operation.tags[0],
      stability: operation['x-stability'] ?? 'stable',
      deprecated: operation.deprecated ?? false,
      pagination: operation['x-pagination'] ?? null,
    },
  ]);
  expect(operations.length).toBeGreaterThan(150);
  expect(client.operations).toEqual(Object.fromEntries(rows));
});

test('there is a function for every operation', () => {
  const functions = Object.entries(client)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name);
  const helpers = ['createClient', 'createConfig'];
  const names = operations.map(({ operation }) => operation.operationId);
  expect(functions.sort()).toEqual([...helpers, ...names].sort());
});
