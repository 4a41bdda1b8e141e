import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../contracts/paths.ts';
import { unnamedOperationProblems } from '../openapi/check-integrity.ts';
import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { checkContract } from './build.ts';

const FILE = 'specs/scim/openapi.yaml';
const document = (await readDocument(join(ROOT, FILE))) as JsonObject;

test('the contract of SCIM can be generated from', async () => {
  expect(await checkContract(document, FILE)).toEqual({ invalid: [], unfit: [] });
  expect(unnamedOperationProblems(document, FILE)).toEqual([]);
});

test('it has the eight operations, each with a description', () => {
  const operations = operationsOf(document);
  expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'get /Users',
    'post /Users',
    'get /Users/{user_id}',
    'patch /Users/{user_id}',
    'get /Groups',
    'post /Groups',
    'get /Groups/{group_id}',
    'patch /Groups/{group_id}',
  ]);
  for (const { operation, pointer } of operations) {
    expect(operation, pointer).toMatchObject({
      operationId: expect.any(String),
      tags: [expect.any(String)],
      summary: expect.any(String),
      description: expect.any(String),
    });
  }
});
