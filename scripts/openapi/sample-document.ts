import type { Json, JsonObject } from './json.ts';

/** For tests: the shape in which upstream is pinned, responses empty, in OpenAPI 3.0. */
export function pinnedDocument(): JsonObject {
  return {
    components: { securitySchemes: { bearerAuth: { scheme: 'bearer', type: 'http' } } },
    info: { title: 'Kaiten API', version: '1.0.0' },
    openapi: '3.0.3',
    paths: {
      '/spaces': {
        get: { operationId: 'get_spaces', responses: { '200': {}, '401': {}, '403': {} } },
        post: {
          operationId: 'post_spaces',
          requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          responses: { '200': {}, '400': {}, '401': {}, '403': {} },
        },
      },
      '/spaces/{space_id}/boards/{id}': {
        delete: {
          operationId: 'delete_spaces_space-boards_id',
          parameters: [pathParameter('space_id'), pathParameter('id')],
          responses: { '200': {}, '401': {}, '403': {} },
        },
      },
    },
    security: [{ bearerAuth: [] }],
    servers: [{ url: 'https://example.kaiten.ru/api/v1' }],
  };
}

/** For tests: a small contract that every check accepts. */
export function contractDocument(): JsonObject {
  return {
    openapi: '3.1.1',
    info: { title: 'Kaiten API', version: '1.0.0' },
    tags: [{ name: 'cards' }],
    paths: {
      '/cards': {
        get: {
          operationId: 'listCards',
          tags: ['cards'],
          parameters: [{ $ref: '#/components/parameters/Limit' }],
          responses: { '200': answer({ type: 'array', items: schemaRef('Card') }) },
        },
        post: {
          operationId: 'createCard',
          tags: ['cards'],
          requestBody: { content: { 'application/json': { schema: schemaRef('CardInput') } } },
          responses: {
            '200': answer(schemaRef('Card')),
            default: { $ref: '#/components/responses/Failure' },
          },
        },
      },
      '/cards/{card_id}': {
        parameters: [pathParameter('card_id')],
        get: {
          operationId: 'getCard',
          tags: ['cards'],
          responses: { '200': answer(schemaRef('Card')) },
        },
      },
    },
    components: {
      parameters: {
        Limit: { name: 'limit', in: 'query', schema: { type: 'integer', exclusiveMinimum: 0 } },
      },
      responses: { Failure: answer(schemaRef('Failure')) },
      schemas: {
        Failure: { type: 'object', properties: { message: { type: 'string' } } },
        CardInput: { type: 'object', required: ['title'], properties: { title: STRING } },
        Card: {
          type: 'object',
          required: ['id'],
          properties: {
            id: { type: 'integer' },
            title: { type: ['string', 'null'] },
            children: { type: 'array', items: schemaRef('Card') },
            // A property may have any name, including those of schema keywords.
            $ref: STRING,
            nullable: { type: 'boolean' },
            properties: { type: 'object', additionalProperties: true, default: { $ref: '#/x' } },
          },
        },
      },
    },
  };
}

const STRING = { type: 'string' };

export function pathParameter(name: string): JsonObject {
  return { in: 'path', name, required: true, schema: { type: 'integer' } };
}

export function schemaRef(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

export function answer(schema: Json): JsonObject {
  return { description: 'OK', content: { 'application/json': { schema } } };
}

/** A contract with only schemas. */
export function withSchemas(schemas: JsonObject): JsonObject {
  return { ...contractDocument(), paths: {}, components: { schemas } };
}

/** A contract with only paths. */
export function withPaths(paths: JsonObject): JsonObject {
  return { ...contractDocument(), paths, components: {} };
}

/** An operation whose response has no body. */
export function operation(operationId: string, more: JsonObject = {}): JsonObject {
  return { operationId, tags: ['cards'], responses: { '204': { description: 'Done' } }, ...more };
}

/** A contract with many operations, each with a separate parameter and schema. */
export function largeDocument(operations: number): JsonObject {
  const document = contractDocument();
  const paths: JsonObject = {};
  const schemas: JsonObject = {};
  for (let n = 0; n < operations; n += 1) {
    schemas[`Thing${n}`] = {
      type: 'object',
      properties: { id: { type: 'integer' }, next: schemaRef(`Thing${(n + 1) % operations}`) },
    };
    paths[`/things${n}/{id}`] = {
      get: operation(`getThing${n}`, {
        parameters: [pathParameter('id')],
        responses: { '200': answer(schemaRef(`Thing${n}`)) },
      }),
    };
  }
  return { ...document, paths, components: { schemas } };
}
