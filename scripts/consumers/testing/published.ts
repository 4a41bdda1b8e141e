import type { JsonObject } from '../../openapi/json.ts';

const json = (schema: JsonObject, example?: JsonObject): JsonObject => ({
  'application/json': { schema, ...(example ? { example } : {}) },
});

/** For tests: a published contract with one of everything that programs use. */
export function publishedSample(): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things/{id}': {
        patch: {
          operationId: 'updateThing',
          tags: ['Some things'],
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 7 },
            { name: 'dry-run', in: 'query', schema: { type: 'boolean' } },
          ],
          requestBody: {
            required: true,
            content: json({ $ref: '#/components/schemas/ThingInput' }, { name: 'Bolt', size: 3 }),
          },
          responses: {
            '200': { description: '', content: json({ $ref: '#/components/schemas/Thing' }) },
          },
        },
      },
    },
    webhooks: {
      'thing:add': {
        post: {
          operationId: 'onThingAdd',
          requestBody: { content: json({ $ref: '#/components/schemas/ThingAddWebhook' }) },
        },
      },
      'thing:remove': {
        post: {
          operationId: 'onThingRemove',
          requestBody: { content: json({ $ref: '#/components/schemas/ThingRemoveWebhook' }) },
        },
      },
    },
    components: {
      schemas: {
        ThingRemoveWebhook: {
          type: 'object',
          required: ['event'],
          properties: { event: { const: 'thing:remove' } },
        },
        Thing: {
          type: 'object',
          required: ['name', 'state', 'shape'],
          properties: {
            name: { type: ['string', 'null'] },
            size: { type: 'integer' },
            state: { $ref: '#/components/schemas/State' },
            shape: { $ref: '#/components/schemas/Shape' },
            'in-use': { type: 'boolean' },
          },
        },
        State: { type: 'integer', enum: [1, 2], 'x-enum-varnames': ['New', 'Old'] },
        Shape: {
          oneOf: [{ $ref: '#/components/schemas/Round' }, { $ref: '#/components/schemas/Square' }],
        },
        Round: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { const: 'round' } },
        },
        Square: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { const: 'square' } },
        },
        ThingInput: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: ['number', 'string'] },
            size: { enum: [1, 2, 3] },
            files: { type: 'array', items: { type: 'string', format: 'binary' } },
          },
        },
        ThingAddWebhook: {
          type: 'object',
          required: ['event', 'data'],
          properties: {
            event: { anyOf: [{ const: 'thing:add' }, { const: 'thing:new' }] },
            data: { $ref: '#/components/schemas/Thing' },
          },
        },
      },
    },
  };
}
