import { expect, it, test } from 'vitest';
import type { JsonObject } from '../openapi/json.ts';
import {
  answer,
  contractDocument,
  operation,
  schemaRef,
  withPaths,
  withSchemas,
} from '../openapi/sample-document.ts';
import { documentStats } from './document-stats.ts';

test('a contract is counted', () => {
  expect(documentStats(contractDocument())).toEqual({
    operations: 3,
    byStability: { stable: 3 },
    deprecated: 0,
    documentedRows: 3,
    withSuccessSchema: 3,
    withoutResponseBody: 0,
    withRequestBody: 1,
    withPagination: 0,
    paged: 0,
    webhooks: { events: 0, callbacks: 0 },
    components: 3,
    enums: 0,
    properties: 8,
    describedProperties: 0,
    responseProperties: 7,
    requiredResponseProperties: 1,
    freeForm: [],
  });
});

it.each<[string, JsonObject, JsonObject]>([
  ['stability', { 'x-stability': 'beta' }, { byStability: { beta: 1 } }],
  ['what is deprecated', { deprecated: true }, { deprecated: 1 }],
  ['further path templates', { 'x-also-documented-as': ['GET /b'] }, { documentedRows: 2 }],
  ['responses without a body', {}, { withoutResponseBody: 1, withSuccessSchema: 0 }],
  ['responses without a schema', { responses: { '200': answer({}) } }, { withSuccessSchema: 0 }],
  ['lists without pages', { 'x-pagination': { style: 'none' } }, { withPagination: 1, paged: 0 }],
  ['lists with pages', { 'x-pagination': { style: 'offset' } }, { withPagination: 1, paged: 1 }],
])('counts %s', (_, more, counts) => {
  expect(documentStats(withPaths({ '/a': { get: operation('getA', more) } }))).toMatchObject(
    counts,
  );
});

it('counts descriptions, enums and free forms everywhere', () => {
  const schemas = {
    State: { type: 'integer', enum: [1, 2] },
    Card: {
      type: 'object',
      properties: {
        id: { type: 'integer', description: 'Number of the card.' },
        more: { type: 'object', 'x-free-form': 'Only seen empty.' },
      },
    },
  };
  expect(documentStats(withSchemas(schemas))).toMatchObject({
    components: 2,
    enums: 1,
    properties: 2,
    describedProperties: 1,
    freeForm: [{ pointer: '/components/schemas/Card/properties/more', reason: 'Only seen empty.' }],
  });
});

const ADDED = {
  type: 'object',
  required: ['event'],
  properties: { event: { type: 'string', const: 'card:add' } },
};
const CALLBACK = { type: 'object', properties: { id: { type: 'integer' } } };

const sent = (name: string) =>
  operation(`on${name}`, {
    requestBody: { content: { 'application/json': { schema: schemaRef(name) } } },
  });

const documentWithWebhooks = () => ({
  ...withSchemas({ Added: ADDED, Question: CALLBACK }),
  webhooks: { 'card:add': { post: sent('Added') }, question: { post: sent('Question') } },
});

it('distinguishes events and callbacks', () => {
  expect(documentStats(documentWithWebhooks())).toMatchObject({
    operations: 0,
    webhooks: { events: 1, callbacks: 1 },
  });
});

it('counts the bodies of webhooks as responses', () => {
  expect(documentStats(documentWithWebhooks())).toMatchObject({
    responseProperties: 2,
    requiredResponseProperties: 1,
  });
});
