import { describe, expect, it } from 'vitest';
import { contractProblems } from './check-contract.ts';
import type { Json, JsonObject } from './json.ts';
import {
  answer,
  contractDocument,
  largeDocument,
  operation,
  pathParameter,
  schemaRef,
  withPaths,
  withSchemas,
} from './sample-document.ts';

const FILE = 'openapi.json';

function told(document: JsonObject): string[] {
  return contractProblems(document, FILE).map(({ pointer, message }) => `${pointer}: ${message}`);
}

it('accepts a contract, and one of 5,000 operations', () => {
  expect(told(contractDocument())).toEqual([]);
  expect(told(largeDocument(5000))).toEqual([]);
});

it('wants OpenAPI 3.1', () => {
  expect(told({ ...contractDocument(), openapi: '3.0.3' })).toEqual([
    '/openapi: a contract is OpenAPI 3.1, this is "3.0.3"',
  ]);
});

it('wants operationIds that are identifiers', () => {
  expect(told(withPaths({ '/a': { get: operation('get_card-types') } }))).toEqual([
    '/paths/~1a/get/operationId: operationId "get_card-types" is not a plain identifier',
  ]);
});

describe('paths', () => {
  it.each<[string, JsonObject, string[]]>([
    [
      'an undeclared parameter',
      { '/a/{id}': { get: operation('getA') } },
      ['/paths/~1a~1{id}/get: the path parameter {id} of /a/{id} is not declared'],
    ],
    [
      'a parameter declared for another method only',
      {
        '/a/{id}': {
          get: operation('a', { parameters: [pathParameter('id')] }),
          put: operation('b'),
        },
      },
      ['/paths/~1a~1{id}/put: the path parameter {id} of /a/{id} is not declared'],
    ],
    [
      'a query parameter of that name',
      { '/a/{id}': { get: operation('a', { parameters: [{ name: 'id', in: 'query' }] }) } },
      ['/paths/~1a~1{id}/get: the path parameter {id} of /a/{id} is not declared'],
    ],
    [
      'a declared parameter that the path has not',
      { '/a': { parameters: [pathParameter('id')], get: operation('getA') } },
      ['/paths/~1a/get: declares the path parameter id, which is not in /a'],
    ],
    [
      'one name twice in a path',
      { '/a/{id}/b/{id}': { parameters: [pathParameter('id')], get: operation('getA') } },
      ['/paths/~1a~1{id}~1b~1{id}/get: {id} is twice in /a/{id}/b/{id}'],
    ],
    [
      'one parameter declared twice',
      { '/a': { get: operation('a', { parameters: [query('q'), query('r'), query('q')] }) } },
      ['/paths/~1a/get: declares the query parameter q twice'],
    ],
    [
      'templates that differ only in names',
      {
        '/a/{id}/b': { parameters: [pathParameter('id')], get: operation('getA') },
        '/a/{uid}/b': { parameters: [pathParameter('uid')], put: operation('putA') },
      },
      ['/paths/~1a~1{id}~1b: differs only in parameter names from /a/{uid}/b'],
    ],
    [
      'a path that is a reference',
      { '/a': { $ref: '#/components/pathItems/A' } },
      ['/paths/~1a/$ref: the path /a is a reference, which generators handle differently'],
    ],
  ])('refuses %s', (_, paths, problems) => {
    expect(told(withPaths(paths))).toEqual(problems);
  });

  it('accepts parameters of the path, overridden ones, and those that are references', () => {
    const document = {
      ...withPaths({
        '/a/{id}/{name}.{ext}': {
          parameters: [{ $ref: '#/components/parameters/Id' }, pathParameter('name')],
          get: operation('getA', {
            parameters: [pathParameter('ext'), pathParameter('id'), query('id')],
          }),
        },
        '/a/{id}/current.json': { get: operation('b', { parameters: [pathParameter('id')] }) },
      }),
      components: { parameters: { Id: pathParameter('id') } },
    };
    expect(told(document)).toEqual([]);
  });
});

function query(name: string): JsonObject {
  return { name, in: 'query', schema: { type: 'string' } };
}

describe('keywords of schemas', () => {
  it.each<[string, Json, string]>([
    ['nullable', true, 'nullable: true is OpenAPI 3.0 and has no meaning in 3.1'],
    ['nullable', false, 'nullable: false is OpenAPI 3.0 and has no meaning in 3.1'],
    ['exclusiveMinimum', true, 'exclusiveMinimum: true is OpenAPI 3.0'],
    ['exclusiveMaximum', false, 'exclusiveMaximum: false is OpenAPI 3.0'],
    ['exclusiveMaximum', '5', 'exclusiveMaximum must be a number, found "5"'],
    ['type', 'strng', 'type must be one of string, number'],
    ['type', ['string', 'string'], 'type must be one of'],
    ['type', [], 'type must be one of'],
    ['requierd', ['a'], 'requierd is not a keyword of a schema, found an array'],
    ['required', true, 'required must be a list of names, each once, found true'],
    ['required', ['a', 'a'], 'required must be a list of names'],
    ['properties', [], 'properties must be a map from names to schemas'],
    ['properties', { $ref: '#/a' }, 'properties must be a map from names to schemas'],
    ['items', [{}], 'items must be a schema'],
    ['oneOf', [], 'oneOf must be a list of schemas, not empty'],
    ['anyOf', {}, 'anyOf must be a list of schemas'],
    ['enum', [], 'enum must be a list, not empty'],
    ['minLength', -1, 'minLength must be an integer from 0'],
    ['maxItems', 1.5, 'maxItems must be an integer from 0'],
    ['multipleOf', 0, 'multipleOf must be a number above 0'],
    ['pattern', '(', 'pattern must be a regular expression'],
    ['patternProperties', { '(': {} }, 'patternProperties must be a map from regular'],
    ['dependentRequired', { a: 'b' }, 'dependentRequired must be a map'],
    ['description', 5, 'description must be a string'],
    ['constructor', {}, 'constructor is not a keyword of a schema'],
  ])('refuses %s: %j', (keyword, value, message) => {
    const [problem, ...others] = told(withSchemas({ A: { [keyword]: value } }));
    expect(others).toEqual([]);
    expect(problem).toContain(`/components/schemas/A/${keyword}: ${message}`);
  });

  it('checks schemas everywhere and includes a hint', () => {
    const wrong = { nullable: true };
    const document = {
      ...withPaths({
        '/a': {
          get: operation('getA', {
            parameters: [{ name: 'a', in: 'query', schema: { items: wrong } }],
            responses: {
              '200': { description: 'OK', headers: { A: { schema: { not: wrong } } } },
            },
          }),
        },
      }),
      webhooks: { w: { post: { requestBody: { content: { 'a/b': { schema: wrong } } } } } },
    };
    const problems = contractProblems(document, FILE);
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      '/paths/~1a/get/responses/200/headers/A/schema/not/nullable',
      '/paths/~1a/get/parameters/0/schema/items/nullable',
      '/webhooks/w/post/requestBody/content/a~1b/schema/nullable',
    ]);
    expect(problems[0]?.hint).toContain('"null"');
  });

  it('accepts keywords of 3.1 and extensions', () => {
    const schema = {
      type: ['object', 'null'],
      properties: { a: true },
      patternProperties: { '^x': false },
      dependentRequired: { a: ['b'] },
      unevaluatedProperties: { $comment: 'x' },
      minProperties: 1,
      'x-enum-varnames': [],
      examples: [{ nullable: true }],
      const: null,
    };
    expect(told(withSchemas({ A: schema }))).toEqual([]);
  });
});

describe('schemas on both sides', () => {
  const body = (schema: Json) => ({ content: { 'application/json': { schema } } });

  /** A contract with one operation, and two schemas that hold a third. */
  function documentWith(more: JsonObject, rest: JsonObject = {}): JsonObject {
    return {
      ...withPaths({ '/a': { post: operation('postA', more) } }),
      components: {
        schemas: {
          Input: { properties: { owner: { anyOf: [schemaRef('User'), { type: 'null' }] } } },
          Output: { properties: { owners: { items: schemaRef('User') } } },
          User: { type: 'object' },
        },
      },
      ...rest,
    };
  }

  it('reports one path from each side', () => {
    const document = documentWith({
      requestBody: body(schemaRef('Input')),
      responses: { '200': answer(schemaRef('Output')) },
    });
    expect(told(document)).toEqual([
      '/components/schemas/User: the schema User is in a request ' +
        '(/paths/~1a/post/requestBody → Input → User) ' +
        'and in a response (/paths/~1a/post/responses → Output → User)',
    ]);
  });

  const onlyInput = { requestBody: body(schemaRef('Input')) };

  it.each<[string, JsonObject]>([
    ['a header of a response', { '200': { headers: { A: { schema: schemaRef('User') } } } }],
    ['the response to an error', { default: answer({ allOf: [schemaRef('User')] }) }],
    ['a part of a schema', { '200': answer({ $ref: '#/components/schemas/User/properties/a' }) }],
  ])('finds %s', (_, responses) => {
    const document = documentWith({ ...onlyInput, responses });
    (document.components as JsonObject).schemas = {
      Input: schemaRef('User'),
      User: { properties: { a: { type: 'string' } } },
    };
    expect(told(document)).toEqual([expect.stringContaining('the schema User is in a request')]);
  });

  it('follows components of other kinds, the path’s parameters and discriminators', () => {
    const document = {
      ...withPaths({
        '/a': {
          parameters: [{ $ref: '#/components/parameters/Filter' }],
          get: operation('getA', { responses: { '200': { $ref: '#/components/responses/All' } } }),
          put: operation('putA', { requestBody: { $ref: '#/components/requestBodies/One' } }),
        },
      }),
      components: {
        parameters: { Filter: { name: 'f', in: 'query', schema: schemaRef('FilterOrList') } },
        requestBodies: { One: body(schemaRef('User')) },
        responses: {
          All: answer({
            oneOf: [schemaRef('FilterOrList'), { type: 'null' }],
            discriminator: { propertyName: 'kind', mapping: { user: 'User' } },
          }),
        },
        schemas: { User: {}, FilterOrList: {} },
      },
    };
    expect(told(document)).toEqual([
      expect.stringContaining('FilterOrList is in a request (/paths/~1a/parameters/0 → Filter'),
      expect.stringContaining('User is in a request (/paths/~1a/put/requestBody → User)'),
    ]);
  });

  it('treats requests of webhooks and callbacks as received', () => {
    const receiving = {
      requestBody: body(schemaRef('User')),
      responses: { '200': answer(schemaRef('Reply')) },
    };
    const callbacks = {
      onDone: { '{$request.body#/url}': { post: operation('onDone', receiving) } },
    };
    const received = documentWith(
      {
        callbacks,
        responses: { '200': answer(schemaRef('User')) },
        requestBody: body(schemaRef('Reply')),
      },
      { webhooks: { userAdded: { post: operation('userAdded', receiving) } } },
    );
    (received.components as JsonObject).schemas = { User: {}, Reply: {} };
    expect(told(received)).toEqual([]);

    const sent = documentWith(
      { requestBody: body(schemaRef('User')) },
      { webhooks: { userAdded: { post: operation('userAdded', receiving) } } },
    );
    expect(told(sent)).toEqual([
      expect.stringContaining('in a response (/webhooks/userAdded/post/requestBody → User)'),
    ]);
  });

  it('terminates on recursive schemas and callbacks', () => {
    const document = documentWith({
      responses: { '200': answer(schemaRef('Tree')) },
      callbacks: { again: { $ref: '#/components/callbacks/Again' } },
    });
    document.components = {
      schemas: { Tree: { properties: { children: { items: schemaRef('Tree') } } } },
      callbacks: {
        Again: {
          '{$url}': {
            post: operation('again', {
              callbacks: { again: { $ref: '#/components/callbacks/Again' } },
            }),
          },
        },
      },
    };
    expect(told(document)).toEqual([]);
  });
});
