import type { JsonObject } from '../openapi/json.ts';

/** For tests: a small spec as its publisher writes it, wording included. */
export function sampleSpec(paths: JsonObject = samplePaths()): JsonObject {
  return {
    openapi: '3.0.3',
    info: { title: 'Widgets', version: '1.0.0', description: 'All about widgets.' },
    servers: [{ url: 'https://example.com/api', description: 'The only one.' }],
    paths,
    components: {
      schemas: {
        Widget: {
          type: 'object',
          description: 'A widget.',
          properties: { description: { type: 'string', example: 'round' } },
        },
      },
    },
  };
}

/** For tests: the given number of paths, each with one operation. */
export function manyPaths(count: number): JsonObject {
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `/things${n}`,
      { get: sampleOperation(`things${n}`) },
    ]),
  );
}

/** For tests: an operation with an empty response. */
export function sampleOperation(operationId: string, more: JsonObject = {}): JsonObject {
  return { operationId, responses: { '204': { description: 'Done.' } }, ...more };
}

export function samplePaths(): JsonObject {
  return {
    '/widgets': {
      get: sampleOperation('get_widgets', {
        summary: 'List widgets',
        responses: {
          '200': {
            description: 'The widgets.',
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Widget' } },
            },
          },
        },
      }),
      post: sampleOperation('post_widgets'),
    },
  };
}

/** For tests: the sample with one operation more. */
export function extendedSpec(): JsonObject {
  return sampleSpec({ ...samplePaths(), '/gadgets': { get: sampleOperation('get_gadgets') } });
}
