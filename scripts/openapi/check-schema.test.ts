import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaProblems } from './check-schema.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { contractDocument, largeDocument, pinnedDocument, withPaths } from './sample-document.ts';

const FILE = 'spec.json';

async function told(document: Json): Promise<string[]> {
  const problems = await schemaProblems(document, FILE);
  return problems.map(({ file, pointer, message }) => `${file}#${pointer ?? ''}: ${message}`);
}

describe('a document that is not OpenAPI 3', () => {
  it.each<[string, Json, string]>([
    ['Swagger', { swagger: '2.0', info: {}, paths: {} }, 'Swagger 2.0'],
    ['an error', { message: 'Not found' }, 'an object with the top-level keys "message"'],
    ['an empty object', {}, 'no OpenAPI document: an empty object'],
    ['an array', [{ openapi: '3.1.0' }], 'an array'],
    ['a number', 5, 'a number'],
    ['nothing', null, 'null'],
    ['a page', '\n<!DOCTYPE html>\n<title>502 Bad Gateway</title>', 'a page of HTML or XML'],
    ['text', 'rate limit exceeded', 'text: "rate limit exceeded"'],
    ['another version', { openapi: '4.0.0', info: {} }, 'OpenAPI "4.0.0"'],
    ['half a version', { openapi: '3.1', info: {} }, 'OpenAPI "3.1"'],
    ['a version as a number', { openapi: 3.1, info: {} }, 'openapi is 3.1, not a string'],
  ])('%s: one problem that describes it', async (_, document, what) => {
    const [problem, ...others] = await schemaProblems(document, FILE);
    expect(others).toEqual([]);
    expect(problem?.message).toContain(what);
    expect(problem?.file).toBe(FILE);
  });

  it('names only some of many top-level keys', async () => {
    const document = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key${n}`, n]));
    const [problem] = await schemaProblems(document, FILE);
    expect(problem?.message).toContain('"key5" and 44 more');
  });
});

describe('valid documents', () => {
  it('accepts a contract in 3.1 and in 3.2', async () => {
    expect(await told(contractDocument())).toEqual([]);
    expect(await told({ ...contractDocument(), openapi: '3.2.0' })).toEqual([]);
  });

  it('accepts a document in 3.0 as upstream publishes it', async () => {
    const text = JSON.stringify(pinnedDocument()).replace(
      /"(\d{3})":\{\}/g,
      '"$1":{"description":"x"}',
    );
    expect(await told(JSON.parse(text))).toEqual([]);
  });

  it('accepts 5,000 operations', async () => {
    expect(await told(largeDocument(5000))).toEqual([]);
  });
});

const OPERATION = '/paths/~1a/get';

/** An otherwise valid document with one operation. */
function documentWith(openapi: string, operation: JsonObject, top: JsonObject = {}): JsonObject {
  const responses = { '200': { description: 'OK' } };
  return { ...withPaths({ '/a': { get: { responses, ...operation } } }), openapi, ...top };
}

describe.each(['3.0.3', '3.1.0'])('one problem for one mistake in %s', (openapi) => {
  it.each<[string, JsonObject, string]>([
    [
      'an unknown location of a parameter',
      { parameters: [{ name: 'a', in: 'url', schema: {} }] },
      `#${OPERATION}/parameters/0/in: found "url", allowed: `,
    ],
    [
      'a path parameter that is not required',
      { parameters: [{ name: 'a', in: 'path', schema: {} }] },
      `#${OPERATION}/parameters/0: required is missing`,
    ],
    [
      'a parameter of no type',
      { parameters: [{ name: 'a', in: 'query' }] },
      `#${OPERATION}/parameters/0: schema or content is missing`,
    ],
    [
      'a parameter of two types',
      { parameters: [{ name: 'a', in: 'query', schema: {}, content: { 'a/b': {} } }] },
      `#${OPERATION}/parameters/0: mixes forms that exclude each other`,
    ],
    ['an unknown field', { sumary: 'x' }, `#${OPERATION}: "sumary" is not allowed here`],
    ['a wrong type', { tags: 'cards' }, `#${OPERATION}/tags: found "cards", allowed: array`],
    [
      'a response without a description',
      { responses: { '200': {} } },
      `#${OPERATION}/responses/200: description is missing`,
    ],
    [
      'a list for a response',
      { responses: { '200': [] } },
      `#${OPERATION}/responses/200: found an array, allowed: object`,
    ],
    [
      'a reference that is not a string',
      { responses: { '200': { $ref: 5 } } },
      `#${OPERATION}/responses/200/$ref: found 5, allowed: string`,
    ],
    [
      'a body without content',
      { requestBody: {} },
      `#${OPERATION}/requestBody: content is missing`,
    ],
  ])('%s', async (_, operation, problem) => {
    const problems = await told(documentWith(openapi, operation));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('a security scheme without what its type needs', async () => {
    const components = { securitySchemes: { token: { type: 'http' } } };
    expect(await told(documentWith(openapi, {}, { components }))).toEqual([
      `${FILE}#/components/securitySchemes/token: scheme is missing`,
    ]);
  });

  it('each of several', async () => {
    const operation = { tags: 'x', responses: { '200': { description: 7 } } };
    const problems = await told(documentWith(openapi, operation, { info: { version: '1' } }));
    expect(problems.sort()).toEqual([
      `${FILE}#/info: title is missing`,
      `${FILE}#/paths/~1a/get/responses/200/description: found 7, allowed: string`,
      `${FILE}#/paths/~1a/get/tags: found "x", allowed: array`,
    ]);
  });
});

describe('problems of one version', () => {
  it('reports a schema of unknown type in 3.0 at any depth', async () => {
    const schema = { properties: { a: { allOf: [{ type: 'strng' }] } } };
    const operation = { parameters: [{ name: 'a', in: 'query', schema }] };
    const problems = await told(documentWith('3.0.3', operation));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/schema\/properties\/a\/allOf\/0\/type: found "strng", allowed: /);
  });

  it('reports an invalid component name in 3.1', async () => {
    const problems = await told(
      documentWith('3.1.0', {}, { components: { schemas: { '../../x': {} } } }),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('the name "../../x" must match pattern');
  });
});

it('stops at 20 problems and counts the rest', async () => {
  const paths = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`/p${n}`, { get: 1 }]));
  const problems = await told(withPaths(paths));
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toBe(`${FILE}#: and 10 more`);
});

it('never accepts a document that misses or mistypes something required', async () => {
  const places = [
    ['info'],
    ['info', 'title'],
    ['paths', '/cards', 'get', 'responses', '200', 'description'],
    ['paths', '/cards', 'post', 'requestBody', 'content'],
    ['components', 'parameters', 'Limit', 'name'],
    ['components', 'parameters', 'Limit', 'in'],
    ['components', 'parameters', 'Limit', 'schema'],
    ['tags', '0', 'name'],
  ];
  const wrong = fc.oneof(fc.integer(), fc.constant(null), fc.array(fc.integer()));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.option(wrong), async (place, value) => {
      const document = contractDocument();
      const key = place.at(-1) ?? '';
      const owner = place.slice(0, -1).reduce<Json>(childOf, document) as JsonObject;
      if (value === null) delete owner[key];
      else owner[key] = value;
      const problems = await schemaProblems(document, FILE);
      expect(problems).not.toEqual([]);
      expect(problems.every(({ message }) => message !== '')).toBe(true);
    }),
  );
});

function childOf(value: Json, key: string): Json {
  if (Array.isArray(value)) return value[Number(key)] ?? null;
  return isObject(value) ? (value[key] ?? null) : null;
}
