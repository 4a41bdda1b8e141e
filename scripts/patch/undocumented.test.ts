import { beforeAll, describe, expect, test } from 'vitest';
import { PipelineError } from '../cli/problem.ts';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { type OperationEntry, operationsOf } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { contractDocument } from '../openapi/sample-document.ts';
import { buildUndocumented } from './undocumented.ts';

async function problemsOf(operation: JsonObject): Promise<string[]> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'More', version: '1.0.0' },
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          tags: ['things'],
          'x-stability': 'undocumented',
          responses: { '200': { description: 'OK' } },
          ...operation,
        },
      },
    },
  };
  const contract = contractDocument();
  const built = buildUndocumented({ document, file: 'more.yaml', contract });
  return built.then(
    () => [],
    (error) => {
      if (error instanceof PipelineError) return error.problems.map(({ message }) => message);
      throw error;
    },
  );
}

describe('an operation', () => {
  test('is accepted if valid', async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  test('must be marked as undocumented', async () => {
    expect(await problemsOf({ 'x-stability': 'beta' })).toEqual(['is not marked as undocumented']);
  });

  test('must not have an operationId of the contract', async () => {
    expect(await problemsOf({ operationId: 'listCards' })).toEqual([
      'the contract also has an operation listCards',
    ]);
  });

  test('shares components of the contract, and is checked like the contract', async () => {
    const parameters = [{ $ref: '#/components/parameters/Limit' }];
    expect(await problemsOf({ parameters })).toEqual([]);
    const schema = { type: 'string', nullable: true };
    expect(await problemsOf({ parameters: [{ name: 'a', in: 'query', schema }] })).toHaveLength(1);
  });
});

describe('the committed document', () => {
  let operations: OperationEntry[];
  beforeAll(async () => {
    const { contract, undocumentedSource } = contractPaths(ROOT);
    const bundled = await buildUndocumented({
      document: (await readDocument(undocumentedSource)) as JsonObject,
      file: undocumentedSource,
      contract: (await readDocument(contract)) as JsonObject,
    });
    operations = operationsOf(bundled);
  });

  test('has all 138 operations', () => {
    expect(operations).toHaveLength(138);
  });

  test('describes each operation and its errors', () => {
    for (const { operation, pointer } of operations) {
      expect(operation, pointer).toMatchObject({
        tags: [expect.any(String)],
        summary: expect.any(String),
        description: expect.any(String),
        responses: { '200': {}, '401': {}, '403': {}, '429': {} },
      });
    }
  });
});
