import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { sampleSpec } from '../testing/sample-spec.ts';
import { normalise, serializeShape } from './shape.ts';

const WORDING = {
  summary: 's',
  description: 'd',
  externalDocs: { url: 'https://example.com' },
  example: 1,
  examples: [1],
  $comment: 'c',
};

function schemaIn(document: JsonObject): unknown {
  return normalise({ components: { schemas: { A: document } } });
}

it('sorts keys by code unit and keeps the order of lists', () => {
  const document = { paths: {}, info: { version: '1', title: 'b' }, 'x-list': ['b', 'a'] };
  expect(JSON.stringify(normalise(document))).toBe(
    '{"info":{"title":"b","version":"1"},"paths":{},"x-list":["b","a"]}',
  );
});

it('leaves responses that were only described empty', () => {
  const { paths } = normalise(sampleSpec());
  expect(paths).toMatchObject({ '/widgets': { post: { responses: { '204': {} } } } });
  expect(JSON.stringify(paths)).not.toContain('Done');
});

describe('drops the wording of', () => {
  const operation = { operationId: 'a', responses: {} };
  it.each<[string, JsonObject, JsonObject]>([
    ['the document and its info', { info: { title: 't', ...WORDING } }, { info: { title: 't' } }],
    ['tags', { tags: [{ name: 'a', ...WORDING }] }, { tags: [{ name: 'a' }] }],
    [
      'servers and their variables',
      { servers: [{ url: 'u', ...WORDING, variables: { v: { default: 'd', ...WORDING } } }] },
      { servers: [{ url: 'u', variables: { v: { default: 'd' } } }] },
    ],
    [
      'path items, operations and their servers',
      { paths: { '/a': { ...WORDING, get: { ...operation, ...WORDING, servers: [WORDING] } } } },
      { paths: { '/a': { get: { ...operation, servers: [{}] } } } },
    ],
    [
      'parameters, bodies, responses, headers, media types, links and encodings',
      {
        paths: {
          '/a': {
            put: {
              parameters: [{ name: 'p', ...WORDING }],
              requestBody: {
                ...WORDING,
                content: { 'a/b': { ...WORDING, encoding: { e: { headers: { H: WORDING } } } } },
              },
              responses: {
                default: {
                  ...WORDING,
                  headers: { H: WORDING },
                  links: { L: { ...WORDING, server: { url: 'u', ...WORDING } } },
                },
              },
            },
          },
        },
      },
      {
        paths: {
          '/a': {
            put: {
              parameters: [{ name: 'p' }],
              requestBody: { content: { 'a/b': { encoding: { e: { headers: { H: {} } } } } } },
              responses: {
                default: { headers: { H: {} }, links: { L: { server: { url: 'u' } } } },
              },
            },
          },
        },
      },
    ],
    [
      'components, with the examples among them',
      { components: { examples: { e: { value: 1 } }, securitySchemes: { s: WORDING } } },
      { components: { securitySchemes: { s: {} } } },
    ],
    [
      'OAuth scopes, whose names stay',
      {
        components: { securitySchemes: { s: { flows: { implicit: { scopes: { read: 'r' } } } } } },
      },
      { components: { securitySchemes: { s: { flows: { implicit: { scopes: { read: '' } } } } } } },
    ],
    [
      'callbacks and webhooks',
      {
        webhooks: { w: { post: { ...operation, ...WORDING } } },
        paths: { '/a': { get: { callbacks: { c: { '{$url}': { post: WORDING } } } } } },
      },
      {
        webhooks: { w: { post: operation } },
        paths: { '/a': { get: { callbacks: { c: { '{$url}': { post: {} } } } } } },
      },
    ],
  ])('%s', (_, given, want) => {
    expect(normalise({ ...given, externalDocs: {} })).toEqual(want);
  });

  it('schemas, wherever they are', () => {
    const given = { allOf: [WORDING], items: WORDING, additionalProperties: WORDING, ...WORDING };
    expect(schemaIn(given)).toEqual(schemaIn({ allOf: [{}], items: {}, additionalProperties: {} }));
  });
});

describe('keeps', () => {
  const names = Object.fromEntries(Object.keys(WORDING).map((name) => [name, { type: 'string' }]));

  it.each(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])(
    'names under %s that are spelled like wording',
    (key) => {
      expect(schemaIn({ [key]: names })).toEqual({
        components: { schemas: { A: { [key]: names } } },
      });
    },
  );

  it.each(['schemas', 'responses', 'parameters', 'headers', 'links', 'requestBodies', 'pathItems'])(
    'names under components.%s',
    (section) => {
      const want = { components: { [section]: { description: {}, example: {} } } };
      expect(normalise(structuredClone(want))).toEqual(want);
    },
  );

  it('names in the maps of responses, content, headers, callbacks, variables and mapping', () => {
    const want = {
      servers: [{ variables: { description: { default: 'd' } } }],
      paths: {
        '/a': {
          get: {
            callbacks: { description: { summary: {} } },
            responses: { description: { content: { example: {} }, headers: { summary: {} } } },
          },
        },
      },
      components: { schemas: { A: { discriminator: { mapping: { description: 'A' } } } } },
    };
    expect(normalise(structuredClone(want))).toEqual(want);
  });

  it.each(['default', 'enum', 'const', 'x-anything'])('values of %s unchanged', (key) => {
    const want = { [key]: [{ description: 'd', properties: { a: WORDING } }] };
    expect(schemaIn(structuredClone(want))).toEqual({ components: { schemas: { A: want } } });
  });
});

describe('normalising any document', () => {
  const keys = fc.constantFrom(
    ...Object.keys(WORDING),
    ...['paths', 'get', 'responses', 'components', 'schemas', 'properties', 'items', 'default'],
    ...['info', 'title', 'tags', 'servers', 'variables', 'x-a', '200', '/a', '__proto__'],
  );
  const { document } = fc.letrec<{ value: Json; document: JsonObject }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'large' },
      fc.constantFrom<Json>('text', 1, true, null),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('document'),
    ),
    document: fc.dictionary(keys, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  }));

  it('is idempotent', () => {
    fc.assert(
      fc.property(document, (given) => {
        const once = normalise(given);
        expect(serializeShape(normalise(once))).toBe(serializeShape(once));
      }),
    );
  });

  it('does not depend on the order of keys, and does not change its input', () => {
    fc.assert(
      fc.property(document, (given) => {
        const before = JSON.stringify(given);
        expect(serializeShape(normalise(reversed(given) as JsonObject))).toBe(
          serializeShape(normalise(given)),
        );
        expect(JSON.stringify(given)).toBe(before);
      }),
    );
  });
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, reversed(child)] as const);
  return Object.fromEntries(entries.reverse());
}
