import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { compareDocuments } from './compare-documents.ts';

const answering = (schema: Json, schemas: JsonObject = {}, openapi = '3.1.0'): JsonObject => ({
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
const told = (base: JsonObject, head: JsonObject) =>
  compareDocuments(base, head).map(({ rule, pointer }) => `${rule} ${pointer.split('/').at(-1)}`);

const thing = { type: 'object', properties: { a: { type: 'string' } } };

test('a schema in place, referred to, or referred to by another name is the same', () => {
  const inline = answering(thing);
  const referred = answering(ref('Thing'), { Thing: thing });
  const twice = answering(ref('Alias'), { Alias: ref('Thing'), Thing: thing });
  expect(told(inline, referred)).toEqual([]);
  expect(told(referred, inline)).toEqual(['schema-removed Thing']);
  expect(told(referred, twice)).toEqual([]);
});

test('null is null however it is written', () => {
  const old = answering({ type: 'string', nullable: true }, {}, '3.0.3');
  const now = answering({ type: ['null', 'string'] });
  const union = answering({ anyOf: [{ type: 'string' }, { type: 'null' }] });
  expect(told(old, now)).toEqual([]);
  expect(told(now, union)).toEqual([]);
  expect(told(union, answering({ type: 'string' }))).toEqual([
    'response-property-became-not-nullable schema',
  ]);
});

test('a reference with null beside it is that thing, with null', () => {
  const base = answering(ref('Thing'), { Thing: thing });
  const head = answering({ anyOf: [ref('Thing'), { type: 'null' }] }, { Thing: thing });
  expect(told(base, head)).toEqual(['response-property-became-nullable schema']);
});

test('what stands beside a reference counts', () => {
  const base = answering({ ...ref('Thing'), default: 1 }, { Thing: thing });
  const head = answering({ ...ref('Thing'), default: 2 }, { Thing: thing });
  expect(told(base, head)).toEqual(['response-keyword-changed default']);
});

test('schemas that contain themselves end', () => {
  const tree = (leaf: string): JsonObject => ({
    type: 'object',
    properties: { leaf: { type: leaf }, branches: { type: 'array', items: ref('Tree') } },
  });
  const base = answering(ref('Tree'), { Tree: tree('string') });
  const head = answering(ref('Tree'), { Tree: tree('integer') });
  expect(told(base, head)).toEqual(['response-property-type-changed leaf']);
  const renamed = answering(ref('Bush'), {
    Bush: {
      ...tree('string'),
      properties: { leaf: { type: 'string' }, branches: { type: 'array', items: ref('Bush') } },
    },
  });
  expect(told(base, renamed)).toEqual(['schema-removed Tree']);
});

test('members of a union have no order; one more and one less are told', () => {
  const union = (...members: Json[]) => answering({ oneOf: members }, { Thing: thing });
  expect(
    told(union(ref('Thing'), { type: 'string' }), union({ type: 'string' }, ref('Thing'))),
  ).toEqual([]);
  expect(told(union(ref('Thing')), union(ref('Thing'), { type: 'string' }))).toEqual([
    'response-union-member-added 1',
  ]);
  expect(told(union(ref('Thing'), { type: 'string' }), union(ref('Thing')))).toEqual([
    'response-union-member-removed 1',
  ]);
});

test('a component that requests and answers share is told for both', () => {
  const both = (type: string) => {
    const document = answering(ref('Thing'), {
      Thing: { type: 'object', properties: { a: { type } } },
    });
    const paths = document.paths as { '/a': { get: JsonObject } };
    paths['/a'].get.requestBody = { content: { 'application/json': { schema: ref('Thing') } } };
    return document;
  };
  expect(told(both('string'), both('integer'))).toEqual([
    'request-property-type-changed a',
    'response-property-type-changed a',
  ]);
});

test('a path that calls its parameter otherwise is the same path', () => {
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

test('documents that lack everything are compared, too', () => {
  expect(compareDocuments({}, {})).toEqual([]);
  expect(told({}, answering(thing))).toEqual(['operation-added get']);
});
