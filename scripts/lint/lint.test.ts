import { readFile } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { PAGINATION_STYLES } from '../../packages/pagination/src/pagination.ts';
import type { Json, JsonObject } from '../openapi/json.ts';
import { answer, operation, withPaths, withSchemas } from '../openapi/sample-document.ts';
import type { LintOptions } from './finding.ts';
import { lintDocument } from './lint.ts';

const error = { description: 'No.' };
const errors = { '401': error, '403': error, '429': error };
const ok = { description: 'OK', content: { 'application/json': media({ type: 'string' }) } };

function media(schema: Json): JsonObject {
  return { schema, example: 'text' };
}

function findings(document: JsonObject, options?: LintOptions): string[] {
  return lintDocument(document, options).map(({ rule, message }) => `${rule}: ${message}`);
}

describe('operations', () => {
  const lint = (more: JsonObject, options?: LintOptions) =>
    findings(withPaths({ '/a': { get: operation('getA', more) } }), options);
  const responding = (success: JsonObject) => ({ responses: { ...errors, ...success } });

  test('with described responses and errors pass', () => {
    expect(lint(responding({ '200': ok }))).toEqual([]);
    expect(lint(responding({ '204': { description: 'Done' } }))).toEqual([]);
    expect(lint(responding({ '200': { description: 'OK', 'x-no-body': true } }))).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['no 429', { responses: { '200': ok, '401': error, '403': error } }, 'has no response for 429'],
    ['no content', responding({ '200': error }), 'operation-success: has no content'],
    [
      'no schema',
      responding({ '200': answer({}) }),
      'operation-success: application/json has no s',
    ],
    [
      'no example',
      responding({ '200': answer({ type: 'string' }) }),
      'application/json has no exam',
    ],
  ])('are found with %s', (_, more, message) => {
    expect(lint(more)).toEqual([expect.stringContaining(message)]);
  });

  test('may have an unknown response in the undocumented contract', () => {
    const options = { unknownResponses: true };
    expect(lint(responding({ '200': answer({}) }), options)).toEqual([]);
    const described = answer({ type: 'string' });
    expect(lint(responding({ '200': described }), options)).toHaveLength(1);
  });
});

describe('lists', () => {
  const query = (name: string, more = {}) => ({
    in: 'query',
    name,
    schema: { type: 'integer', ...more },
  });
  const lint = (pages: Json | undefined, operationId = 'listAs') => {
    const get = operation(operationId, {
      responses: { ...errors, '200': ok },
      parameters: [query('limit', { default: 100, maximum: 500 }), query('offset'), query('after')],
      ...(pages === undefined ? {} : { 'x-pagination': pages }),
    });
    return findings(withPaths({ '/a': { get } }));
  };
  const limit = { param: 'limit', default: 100, max: 500 };
  const offset = { param: 'offset' };
  const end = 'short-page';
  const after = { param: 'after', from: 'id', advance: 'max' };
  const position = { param: 'after', from: 'position', items: 'result', end: 'empty-result' };

  it.each<[string, Json]>([
    ['not at all', { style: 'none' }],
    ['by offset', { style: 'offset', limit, offset, end }],
    ['sometimes', { style: 'offset', limit, offset, end, when: '`limit` is sent' }],
    ['by key', { style: 'keyset', limit, cursor: after, end: 'empty-result' }],
    [
      'by a cursor as well, by pages that overlap',
      {
        style: 'offset',
        limit,
        offset,
        end,
        cursor: { ...position, overlaps: true, send: { version: 2 } },
      },
    ],
    ['by a cursor', { style: 'cursor', cursor: position }],
  ])('may be walked %s', (_, pages) => {
    expect(lint(pages)).toEqual([]);
  });

  it.each<[string, Json | undefined, string]>([
    ['nothing', undefined, 'is a list and has no x-pagination'],
    ['a word', 'offset', 'must be an object, not a string'],
    ['another style', { style: 'pages' }, 'style must be one of none, offset,'],
    ['no end', { style: 'offset', limit, offset }, 'offset needs end'],
    [
      'another end',
      { style: 'offset', limit, offset, end: 'never' },
      'end of offset must be ["short-page"], found "never"',
    ],
    ['another key', { style: 'none', pages: 3 }, 'none has no pages'],
    ['parameters that are ignored', { style: 'none', ignored: true }, 'none has no ignored'],
    [
      'no order',
      { style: 'offset', limit, offset, end, order: { by: 'id' } },
      'order of offset must be {',
    ],
    [
      'no number',
      { style: 'offset', limit: { ...limit, max: '5' }, offset, end },
      'limit of offset must be {',
    ],
    [
      'the last row of a page',
      {
        style: 'keyset',
        limit,
        cursor: { param: 'after', from: 'id' },
        end: 'empty-result',
      },
      'cursor of keyset must be {',
    ],
    [
      'a key and short pages',
      { style: 'keyset', limit, cursor: after, end },
      'end of keyset must be ["empty-result"], found "short-page"',
    ],
    [
      'another largest page than its parameter',
      { style: 'offset', limit: { ...limit, max: 100 }, offset, end },
      'limit has the max 100, but its parameter has the maximum 500',
    ],
    [
      'another default than its parameter',
      { style: 'offset', limit: { param: 'limit', max: 500 }, offset, end },
      'limit has the default undefined, but its parameter has the default 100',
    ],
    [
      'a parameter that is not there',
      { style: 'offset', limit, offset: { param: 'skip' }, end },
      'offset is skip, which is not a query parameter',
    ],
  ])('are found with %s', (_, pages, message) => {
    expect(lint(pages)).toEqual([expect.stringContaining(`list-pagination: ${message}`)]);
  });

  it('are documented with the properties that their style requires', async () => {
    const file = new URL('../../specs/kaiten/README.md', import.meta.url);
    const rows = (await readFile(file, 'utf8')).matchAll(
      /^\| `(\w+)` \| ([^|]*)\| (?:by|the whole) /gm,
    );
    const documented = [...rows].map(([, style, names = '']) => [style, names.match(/\w+/g) ?? []]);
    const required = Object.entries(PAGINATION_STYLES).map(([style, form]) => [
      style,
      Object.keys(form.required),
    ]);
    expect(documented).toEqual(required);
  });

  it('are also what answers with an array', () => {
    const responses = { ...errors, '200': answer({ type: 'array', items: { type: 'string' } }) };
    const found = findings(withPaths({ '/a': { get: operation('getAs', { responses }) } }));
    expect(found).toContain('list-pagination: is a list and has no x-pagination');
  });
});

describe('schemas', () => {
  const property = (schema: JsonObject): JsonObject => ({
    type: 'object',
    description: 'A thing.',
    properties: { more: { description: 'More.', ...schema } },
  });
  const lint = (schema: JsonObject) => findings(withSchemas({ Thing: schema }));

  it.each<[string, JsonObject]>([
    ['properties', property({ type: 'string' })],
    ['a free form with a reason', property({ type: 'object', 'x-free-form': 'Only seen empty.' })],
    ['a free list with a reason', property({ type: 'array', items: {}, 'x-free-form': 'Empty.' })],
    ['a map', property({ type: 'object', additionalProperties: { type: 'string' } })],
    ['a reference', property({ $ref: '#/components/schemas/Thing' })],
    ['a constant', property({ const: 'card:add' })],
  ])('may have %s', (_, schema) => {
    expect(lint(schema)).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ['no description', { type: 'string' }, 'component-description: has no description'],
    [
      'a property without a description',
      { type: 'object', description: 'A thing.', properties: { id: { type: 'integer' } } },
      'property-description: has no description',
    ],
    ['an unmarked object', property({ type: 'object' }), 'free-form-reason: does not describe'],
    [
      'an object that may be null',
      property({ type: ['object', 'null'] }),
      'free-form-reason: does not',
    ],
    ['no type', property({}), 'free-form-reason: does not describe'],
    [
      'items of any kind',
      property({ type: 'array', items: {} }),
      'free-form-reason: does not describe',
    ],
    ['no reason', property({ type: 'object', 'x-free-form': true }), 'free-form-reason: x-free-f'],
    [
      'a closed empty object',
      property({ type: 'object', additionalProperties: false, 'x-free-form': 'Empty.' }),
      'schema-open: is closed and empty',
    ],
    [
      'a closed object',
      { ...property({ type: 'string' }), additionalProperties: false },
      'schema-open: is closed',
    ],
    [
      'other properties of one type',
      { ...property({ type: 'string' }), additionalProperties: { type: 'string' } },
      'schema-open: has both additionalProperties and properties',
    ],
    [
      'a least count',
      { ...property({ type: 'string' }), minProperties: 1 },
      'schema-open: has minP',
    ],
  ])('are found with %s', (_, schema, message) => {
    expect(lint(schema)).toEqual([expect.stringContaining(message)]);
  });
});

describe('enums', () => {
  const state = (more: JsonObject = {}): JsonObject => ({
    type: 'integer',
    description: 'A state.',
    enum: [1, 2],
    'x-enum-varnames': ['Queued', 'Done'],
    ...more,
  });

  test('that are components with names pass', () => {
    const schemas = { State: state({ 'x-enum-descriptions': ['Waits.', 'Is over.'] }) };
    expect(findings(withSchemas(schemas))).toEqual([]);
  });

  test('are found if they are not components', () => {
    const Card = { type: 'object', description: 'A card.', properties: { state: state() } };
    expect(findings(withSchemas({ Card }))).toEqual([
      'enum-named: is an enum, but not a component',
    ]);
  });

  test('may be inline if they are discriminator values', () => {
    const Card = { type: 'object', description: 'A card.', properties: { state: state() } };
    const mapping = { '1': '#/components/schemas/Card' };
    const Thing = {
      description: 'A thing.',
      oneOf: [{ $ref: mapping['1'] }],
      discriminator: { propertyName: 'state', mapping },
    };
    expect(findings(withSchemas({ Card, Thing }))).toEqual([]);
    Thing.discriminator.propertyName = 'kind';
    expect(findings(withSchemas({ Card, Thing }))).toHaveLength(1);
  });

  it.each<[string, JsonObject, string]>([
    ['null', { enum: [1, null] }, 'enum-not-null: accepts null'],
    ['a type that is null', { type: ['integer', 'null'] }, 'enum-not-null: accepts null'],
    ['no names', { 'x-enum-varnames': null }, 'enum-varnames: has no x-enum-varnames'],
    ['one name', { 'x-enum-varnames': ['Done'] }, 'enum-varnames: has 2 values, but 1 names'],
    ['one name twice', { 'x-enum-varnames': ['A', 'A'] }, 'enum-varnames: has a name twice'],
    [
      'a bad name',
      { 'x-enum-varnames': ['A', 'in-work'] },
      'enum-varnames: "in-work" is not a Pasc',
    ],
    [
      'one description',
      { 'x-enum-descriptions': ['A.'] },
      'enum-varnames: has 2 values, but 1 descr',
    ],
  ])('are found with %s', (_, more, message) => {
    expect(findings(withSchemas({ State: state(more) }))).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

it.each(['GetAResponse', 'GetaQuery', 'GetAData'])('finds the component %s', (name) => {
  const document = {
    ...withPaths({ '/a': { get: operation('getA', { responses: { ...errors, '200': ok } }) } }),
    components: { schemas: { [name]: { type: 'string', description: 'A thing.' } } },
  };
  expect(findings(document)).toEqual([
    'component-name: is the name of a type that generators create for getA',
  ]);
});

it.each(['Document', 'File', 'Map'])('finds that the component %s hides a global type', (name) => {
  const document = {
    ...withPaths({ '/a': { get: operation('getA', { responses: { ...errors, '200': ok } }) } }),
    components: { schemas: { [name]: { type: 'string', description: 'A thing.' } } },
  };
  expect(findings(document)).toEqual(['global-name: has the name of a global type']);
});
