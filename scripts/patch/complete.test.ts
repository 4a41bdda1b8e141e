import { toCase } from '@hey-api/openapi-ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractProblems } from '../openapi/check-contract.ts';
import { integrityProblems, whyNotAnIdentifier } from '../openapi/check-integrity.ts';
import { schemaProblems } from '../openapi/check-schema.ts';
import type { JsonObject } from '../openapi/json.ts';
import { HTTP_METHODS, operationsOf } from '../openapi/operations.ts';
import {
  answer,
  contractDocument,
  operation,
  pathParameter,
  pinnedDocument,
  schemaRef,
  withPaths,
} from '../openapi/sample-document.ts';
import { completeContract } from './build.ts';

/** An operation as upstream adds it. */
function undescribed(more: JsonObject = {}): JsonObject {
  return { operationId: 'get_whatever', responses: { '200': {} }, ...more };
}

function operationIdsOf(document: JsonObject): unknown[] {
  return operationsOf(document).map(({ operation: { operationId } }) => operationId);
}

const UNKNOWN = { 'application/json': { schema: {} } };

describe('operations that no overlay describes', () => {
  it.each([
    ['get', '/widgets/{widget_id}', 'getWidgetsByWidgetId'],
    ['post', '/cards/{card_id}/external-links', 'postCardsByCardIdExternalLinks'],
    ['patch', '/spaces/{space_uid}/iterations/{id}', 'patchSpacesBySpaceUidIterationsById'],
    ['get', '/files/{id}.{ext}', 'getFilesByIdByExt'],
    ['put', '/tree_entities/{entityId}', 'putTreeEntitiesByEntityId'],
    ['get', '/a/{../../x}/`b`/*', 'getaByxb'],
    ['get', '/v1/2', 'getv12'],
    ['get', '/HTTPStatus/{userID}/{1st}', 'getHttpStatusByUserIdBy1St'],
    ['delete', '/', 'deleteRoot'],
    ['get', '/карты', 'getRoot'],
  ])('%s %s is named %s', (method, path, operationId) => {
    const { document } = completeContract(withPaths({ [path]: { [method]: undescribed() } }));
    expect(operationIdsOf(document)).toEqual([operationId]);
  });

  it('have unique, valid identifiers as names for any paths', () => {
    const path = fc.string({ unit: fc.constantFrom(...'ab9/{}_-.é`$*"\\ ') }).map((s) => `/${s}`);
    fc.assert(
      fc.property(fc.uniqueArray(path), fc.constantFrom(...HTTP_METHODS), (paths, method) => {
        const items = paths.map((name) => [name, { [method]: undescribed() }]);
        const { document } = completeContract(withPaths(Object.fromEntries(items)));
        const names = operationIdsOf(document).map(String);
        expect(names.map(whyNotAnIdentifier)).toEqual(names.map(() => undefined));
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
        expect(names.map((name) => toCase(name, 'camelCase'))).toEqual(names);
      }),
    );
  });

  it('get a tag, unknown responses and a warning', () => {
    const base = withPaths({
      '/widgets': { get: undescribed() },
      '/a': { get: operation('getA') },
    });
    const { document, warnings } = completeContract(base);
    expect(document.paths).toHaveProperty(['/widgets', 'get'], {
      operationId: 'getWidgets',
      responses: { '200': { description: 'OK', content: UNKNOWN } },
      tags: ['uncategorised'],
    });
    expect(document.tags).toEqual([
      { name: 'cards' },
      { name: 'uncategorised', description: expect.any(String) },
    ]);
    expect(warnings).toEqual([
      {
        pointer: '/paths/~1widgets/get',
        message:
          'GET /widgets is described by no overlay: generated as getWidgets, responses unknown',
        hint: expect.stringContaining('overlay'),
      },
    ]);
  });

  it('get the next number if the name is taken, with a warning', () => {
    const base = withPaths({
      '/things/new': { get: undescribed() },
      '/things-new': { get: undescribed() },
      '/thingsnew': { get: undescribed() },
      '/a': { get: operation('getThingsNew') },
    });
    const { document, warnings } = completeContract(base);
    expect(operationIdsOf(document)).toEqual([
      'getThingsNew2',
      'getThingsNew3',
      'getThingsnew4',
      'getThingsNew',
    ]);
    expect(warnings.map(({ message }) => message)).toContain(
      'GET /things-new is named getThingsNew3, because getThingsNew is taken',
    );
  });

  it('declare the tag once, and only when it is used', () => {
    const tags = [{ name: 'uncategorised' }];
    const base = { ...withPaths({ '/a': { get: undescribed({ tags: [] }) } }), tags };
    expect(completeContract(base).document.tags).toEqual(tags);
    const { tags: _, ...untagged } = base;
    expect(completeContract(untagged).document.tags).toHaveLength(1);
    expect(completeContract(contractDocument())).toEqual({
      document: contractDocument(),
      warnings: [],
    });
  });

  it('keep bodies that OpenAPI 3.0 describes, and share nothing with responses', async () => {
    const widget = { 'application/json': { schema: schemaRef('Widget') } };
    const limit = { type: 'integer', minimum: 0, exclusiveMinimum: true };
    const base = {
      ...withPaths({
        '/widgets': {
          post: undescribed({
            parameters: [{ name: 'limit', in: 'query', schema: limit }],
            requestBody: { content: widget },
            responses: { '200': { description: 'x', content: widget } },
          }),
        },
      }),
      components: {
        schemas: {
          Widget: {
            type: 'object',
            required: ['id', 'state'],
            properties: {
              id: { type: 'integer', readOnly: true },
              state: { type: 'string', enum: ['on', 'off'], nullable: true },
              size: { type: 'number', maximum: 5, exclusiveMaximum: false, nullable: false },
              owner: { allOf: [schemaRef('Owner')], nullable: true },
              parent: { oneOf: [schemaRef('Owner'), schemaRef('Widget')], nullable: true },
            },
          },
          Owner: { type: 'object', nullable: true },
        },
      },
    };
    const { document } = completeContract(base);
    expect(document.paths).toHaveProperty(['/widgets', 'post'], {
      operationId: 'postWidgets',
      tags: ['uncategorised'],
      parameters: [
        { name: 'limit', in: 'query', schema: { type: 'integer', exclusiveMinimum: 0 } },
      ],
      requestBody: {
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['state'],
              properties: {
                state: { type: ['string', 'null'], enum: ['on', 'off', null] },
                size: { type: 'number', maximum: 5 },
                owner: { type: ['object', 'null'] },
                parent: { oneOf: [{ type: ['object', 'null'] }, {}, { type: 'null' }] },
              },
            },
          },
        },
      },
      responses: { '200': { description: 'x', content: UNKNOWN } },
    });
  });

  it('leave out what only some generators support, and say so', () => {
    const base = withPaths({
      '/widgets': {
        parameters: [{ name: 'X-Mode', in: 'header', required: true }],
        post: undescribed({
          requestBody: { content: { 'text/plain': { schema: {} } } },
          security: [{ key: [] }],
          callbacks: {},
        }),
      },
    });
    const { document, warnings } = completeContract(base);
    expect(document.paths).toEqual({
      '/widgets': {
        post: {
          operationId: 'postWidgets',
          tags: ['uncategorised'],
          responses: { '200': { description: 'OK', content: UNKNOWN } },
        },
      },
    });
    expect(warnings.map(({ message }) => message)).toContain(
      'POST /widgets is generated without header parameter X-Mode, request body of type text/plain',
    );
  });

  it('do not hide mistakes in operations that overlays describe', () => {
    const nullable = { type: 'string', nullable: true };
    const base = {
      ...withPaths({
        '/new': { get: undescribed({ responses: { '200': answer(schemaRef('Shared')) } }) },
        '/a': {
          get: operation('getA', {
            responses: { '200': answer({ properties: { a: nullable, b: schemaRef('Shared') } }) },
          }),
        },
      }),
      components: { schemas: { Shared: nullable } },
    };
    const { document } = completeContract(base);
    expect(contractProblems(document, 'f').map(({ message }) => message)).toEqual([
      'nullable: true is OpenAPI 3.0 and has no meaning in 3.1',
      'nullable: true is OpenAPI 3.0 and has no meaning in 3.1',
    ]);
  });
});

describe('responses', () => {
  function completed(responses: JsonObject, method = 'get'): unknown {
    const base = withPaths({ '/a': { [method]: operation('getA', { responses }) } });
    const { document } = completeContract(base);
    return operationsOf(document)[0]?.operation.responses;
  }

  it.each([
    ['400', 'Bad Request'],
    ['402', 'Payment Required'],
    ['429', 'Too Many Requests'],
    ['503', 'Service Unavailable'],
    ['302', 'Found'],
    ['204', 'No Content'],
    ['default', 'Any other response'],
    ['4XX', 'Any other 4xx response'],
    ['299', 'Status 299'],
  ])('to %s are described as %j', (status, description) => {
    expect(completed({ [status]: {} })).toEqual({ [status]: { description } });
  });

  it.each(['200', '201', '202', '203'])('with %s have an unknown body', (status) => {
    expect(completed({ [status]: { description: 'Mine' } })).toEqual({
      [status]: { description: 'Mine', content: UNKNOWN },
    });
  });

  it.each<[string, JsonObject]>([
    ['says that it has no body', { description: 'x', 'x-no-body': true }],
    ['has content', { description: 'x', content: { 'text/csv': {} } }],
    ['has empty content', { description: 'x', content: {} }],
    ['is a reference', { $ref: '#/components/responses/Failure' }],
  ])('are unchanged if one %s', (_, response) => {
    expect(completed({ '200': response })).toEqual({ '200': response });
  });

  it('to HEAD have no body, and extensions are not responses', () => {
    expect(completed({ '200': {}, 'x-a': {} }, 'head')).toEqual({
      '200': { description: 'OK' },
      'x-a': {},
    });
  });
});

it('builds a valid contract from the pinned shape, with the request bodies of upstream', async () => {
  const upstream = { ...pinnedDocument(), openapi: '3.1.1' };
  const { document, warnings } = completeContract(upstream);
  expect(await schemaProblems(document, 'f')).toEqual([]);
  expect(integrityProblems(document, 'f')).toEqual([]);
  expect(contractProblems(document, 'f')).toEqual([]);
  expect(warnings).toHaveLength(3);
  expect(operationIdsOf(document)).toEqual([
    'getSpaces',
    'postSpaces',
    'deleteSpacesBySpaceIdBoardsById',
  ]);
  expect(document.paths).toHaveProperty(['/spaces', 'post', 'requestBody'], {
    content: { 'application/json': { schema: { type: 'object' } } },
  });
});

it('does not change its input, and keeps the order of keys', () => {
  const base: JsonObject = { ...pinnedDocument(), openapi: '3.1.1' };
  const before = JSON.stringify(base);
  const { document } = completeContract(base);
  expect(JSON.stringify(base)).toBe(before);
  expect(Object.keys(document)).toEqual([...Object.keys(base), 'tags']);
  expect(Object.keys(document.paths ?? {})).toEqual(Object.keys(base.paths ?? {}));
  expect(Object.keys(operationsOf(document)[2]?.operation ?? {})).toEqual([
    'operationId',
    'parameters',
    'responses',
    'tags',
  ]);
});

it('lets dangerous keys through untouched, for the check that refuses them', () => {
  const base = JSON.parse('{"paths": {"/a": {"get": {"tags": ["x"], "__proto__": {}}}}}');
  const { document } = completeContract(base);
  expect(integrityProblems(document, 'f').map(({ pointer }) => pointer)).toContain(
    '/paths/~1a/get/__proto__',
  );
  expect(completeContract({ paths: { '/a': { parameters: [pathParameter('a')] } } })).toEqual({
    document: { paths: { '/a': { parameters: [pathParameter('a')] } } },
    warnings: [],
  });
});
