import type { JsonObject } from '../openapi/json.ts';

/** A small contract with one of everything that generation treats specially. Test data. */
export function sampleContract(): JsonObject {
  return structuredClone(SAMPLE);
}

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

const SAMPLE: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Sample', version: '1.0.0' },
  paths: {
    '/widgets': {
      get: {
        operationId: 'listWidgets',
        tags: ['Widgets'],
        summary: 'List widgets',
        'x-stability': 'beta',
        'x-pagination': { style: 'offset', limit: { param: 'limit', default: 100, max: 100 } },
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100, default: 100 } },
        ],
        responses: {
          '200': { description: 'OK', content: json({ type: 'array', items: ref('Widget') }) },
        },
      },
      post: {
        operationId: 'createWidget',
        tags: ['Widgets'],
        requestBody: { required: true, content: json(ref('CreateWidgetRequest')) },
        responses: { '200': { description: 'OK', content: json(ref('Widget')) } },
      },
    },
    '/widgets/{widget_id}': {
      delete: {
        operationId: 'deleteWidget',
        tags: ['Widgets'],
        parameters: [
          {
            name: 'widget_id',
            in: 'path',
            required: true,
            schema: { type: 'string', format: 'uuid' },
          },
        ],
        responses: {
          '204': { description: 'Gone' },
          '400': { description: 'In use', content: json({ type: 'string' }) },
          '404': { $ref: '#/components/responses/NotFound' },
          '429': { description: 'Too fast' },
        },
      },
      put: {
        operationId: 'uploadWidget',
        tags: ['Widgets'],
        parameters: [
          { name: 'widget_id', in: 'path', required: true, schema: { type: 'integer' } },
        ],
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['file'],
                properties: { file: { type: 'string', format: 'binary' } },
              },
            },
          },
        },
        responses: { '200': { description: 'OK', content: json({}) } },
      },
    },
  },
  webhooks: {
    'widget:add': {
      post: {
        operationId: 'onWidgetAdd',
        tags: ['Webhooks'],
        summary: 'A widget was made',
        requestBody: { required: true, content: json(ref('WidgetAddWebhook')) },
        responses: { '200': { description: 'Received' } },
      },
    },
    questions: {
      post: {
        operationId: 'answerWidgetQuestion',
        requestBody: { required: true, content: json(ref('WidgetQuestion')) },
        responses: { '200': { description: 'Answered', content: json(ref('WidgetAnswerInput')) } },
      },
    },
  },
  components: {
    responses: { NotFound: { description: 'No such widget' } },
    schemas: {
      WidgetAddWebhook: {
        type: 'object',
        required: ['event', 'data'],
        properties: {
          event: { anyOf: [{ const: 'widget:add' }, { const: 'gadget:add' }] },
          data: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
        },
      },
      WidgetQuestion: {
        type: 'object',
        properties: { question: { type: 'string', format: 'uuid' } },
      },
      WidgetAnswerInput: { type: 'object', properties: { answer: { type: 'string' } } },
      Widget: {
        type: 'object',
        description: 'A widget.',
        required: ['id', 'uid', 'kind', 'parent'],
        properties: {
          id: { type: 'integer' },
          uid: { type: 'string', format: 'uuid' },
          kind: ref('WidgetKind'),
          parent: { anyOf: [ref('Widget'), { type: 'null' }] },
          settings: { type: ['object', 'null'], additionalProperties: true },
          note: { type: 'string', default: 'none' },
        },
      },
      WidgetKind: { type: 'integer', enum: [1, 2], 'x-enum-varnames': ['Round', 'Square'] },
      CreateWidgetRequest: {
        type: 'object',
        properties: {
          title: { type: ['string', 'number'], minLength: 1 },
          uid: { type: 'string', format: 'uuid' },
          kind: ref('WidgetKindInput'),
          code: { type: 'string', pattern: '^a/b$' },
        },
        'x-at-least-one-of': ['title', 'kind'],
      },
      WidgetKindInput: { type: 'integer', enum: [1, 2], 'x-enum-varnames': ['Round', 'Square'] },
    },
  },
};
