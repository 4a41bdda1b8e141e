import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { compareDocuments } from './compare-documents.ts';

const documentWith = (schema: Json, schemas: JsonObject = {}, openapi = '3.1.0'): JsonObject => ({
  openapi,
  paths: {
    '/a': {
      get: {
        operationId: 'getA',
        responses: { '200': { description: '', content: { 'application/json': { schema } } } },
      },
    },
  },
  components: { schemas },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const compared = (base: JsonObject, head: JsonObject) =>
  compareDocuments(base, head).map(({ rule, pointer }) => `${rule} ${pointer.split('/').at(-1)}`);

const thing = { type: 'object', properties: { a: { type: 'string' } } };

test('an inline schema equals a reference to it, also by another name', () => {
  const inline = documentWith(thing);
  const referred = documentWith(ref('Thing'), { Thing: thing });
  const twice = documentWith(ref('Alias'), { Alias: ref('Thing'), Thing: thing });
  expect(compared(inline, referred)).toEqual([]);
  expect(compared(referred, inline)).toEqual(['schema-removed Thing']);
  expect(compared(referred, twice)).toEqual([]);
});

test('recognizes every notation of null', () => {
  const old = documentWith({ type: 'string', nullable: true }, {}, '3.0.3');
  const now = documentWith({ type: ['null', 'string'] });
  const union = documentWith({ anyOf: [{ type: 'string' }, { type: 'null' }] });
  expect(compared(old, now)).toEqual([]);
  expect(compared(now, union)).toEqual([]);
  expect(compared(union, documentWith({ type: 'string' }))).toEqual([
    'response-property-became-not-nullable schema',
  ]);
});

test('a union of a reference and null is the nullable component', () => {
  const base = documentWith(ref('Thing'), { Thing: thing });
  const head = documentWith({ anyOf: [ref('Thing'), { type: 'null' }] }, { Thing: thing });
  expect(compared(base, head)).toEqual(['response-property-became-nullable schema']);
});

test('compares keywords next to a reference', () => {
  const base = documentWith({ ...ref('Thing'), default: 1 }, { Thing: thing });
  const head = documentWith({ ...ref('Thing'), default: 2 }, { Thing: thing });
  expect(compared(base, head)).toEqual(['response-keyword-changed default']);
});

test('compares recursive schemas', () => {
  const tree = (leaf: string): JsonObject => ({
    type: 'object',
    properties: { leaf: { type: leaf }, branches: { type: 'array', items: ref('Tree') } },
  });
  const base = documentWith(ref('Tree'), { Tree: tree('string') });
  const head = documentWith(ref('Tree'), { Tree: tree('integer') });
  expect(compared(base, head)).toEqual(['response-property-type-changed leaf']);
  const renamed = documentWith(ref('Bush'), {
    Bush: {
      ...tree('string'),
      properties: { leaf: { type: 'string' }, branches: { type: 'array', items: ref('Bush') } },
    },
  });
  expect(compared(base, renamed)).toEqual(['schema-removed Tree']);
});

test('ignores the order of union members and reports added and removed ones', () => {
  const union = (...members: Json[]) => documentWith({ oneOf: members }, { Thing: thing });
  expect(
    compared(union(ref('Thing'), { type: 'string' }), union({ type: 'string' }, ref('Thing'))),
  ).toEqual([]);
  expect(compared(union(ref('Thing')), union(ref('Thing'), { type: 'string' }))).toEqual([
    'response-union-member-added 1',
  ]);
  expect(compared(union(ref('Thing'), { type: 'string' }), union(ref('Thing')))).toEqual([
    'response-union-member-removed 1',
  ]);
});

test('reports a component that requests and responses share for both', () => {
  const both = (type: string) => {
    const document = documentWith(ref('Thing'), {
      Thing: { type: 'object', properties: { a: { type } } },
    });
    const paths = document.paths as { '/a': { get: JsonObject } };
    paths['/a'].get.requestBody = { content: { 'application/json': { schema: ref('Thing') } } };
    return document;
  };
  expect(compared(both('string'), both('integer'))).toEqual([
    'request-property-type-changed a',
    'response-property-type-changed a',
  ]);
});

test('a path with a renamed parameter is the same path', () => {
  const at = (name: string): JsonObject => ({
    openapi: '3.1.0',
    paths: {
      [`/a/{${name}}`]: {
        get: {
          operationId: 'getA',
          parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }],
          responses: {},
        },
      },
    },
  });
  expect(compareDocuments(at('id'), at('a_id'))).toMatchObject([
    { rule: 'path-parameter-renamed', before: '/a/{id}', after: '/a/{a_id}' },
  ]);
});

test('compares empty documents', () => {
  expect(compareDocuments({}, {})).toEqual([]);
  expect(compared({}, documentWith(thing))).toEqual(['operation-added get']);
});
