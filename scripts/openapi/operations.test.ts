import { describe, expect, it } from 'vitest';
import { operationsOf } from './operations.ts';
import { contractDocument } from './sample-document.ts';

describe('operationsOf', () => {
  it('lists operations in document order, with their pointers', () => {
    const operations = operationsOf(contractDocument());
    expect(operations.map(({ method, path, pointer }) => [method, path, pointer])).toEqual([
      ['get', '/cards', '/paths/~1cards/get'],
      ['post', '/cards', '/paths/~1cards/post'],
      ['get', '/cards/{card_id}', '/paths/~1cards~1{card_id}/get'],
    ]);
    expect(operations[2]?.operation.operationId).toBe('getCard');
    expect(operations[2]?.pathItem).toHaveProperty('parameters');
  });

  it('skips values that are not operations', () => {
    const paths = { '/a': { get: null, summary: {}, 'x-get': {}, parameters: [] }, '/b': 1 };
    expect(operationsOf({ paths })).toEqual([]);
    expect(operationsOf({ paths: [] })).toEqual([]);
    expect(operationsOf({})).toEqual([]);
  });
});
