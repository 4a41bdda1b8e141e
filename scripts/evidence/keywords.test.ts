import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { answer, operation, withPaths } from '../openapi/sample-document.ts';
import { KEYWORD_TREATMENTS } from './keywords.ts';
import { proveRecorded } from './prove.ts';

const VOCABULARIES = [
  'core',
  'applicator',
  'unevaluated',
  'validation',
  'meta-data',
  'format-annotation',
  'content',
];

/** The keywords that OpenAPI 3.1 adds. */
const OPENAPI_KEYWORDS = ['discriminator', 'example', 'externalDocs', 'xml'];

async function keywordsOf(vocabulary: string): Promise<string[]> {
  const require = createRequire(
    createRequire(import.meta.url).resolve('@seriousme/openapi-schema-validator'),
  );
  const path = require.resolve(`ajv/dist/refs/json-schema-2020-12/meta/${vocabulary}.json`);
  return Object.keys(JSON.parse(await readFile(path, 'utf8')).properties);
}

test('every keyword of JSON Schema 2020-12 and OpenAPI 3.1 has a treatment', async () => {
  const keywords = (await Promise.all(VOCABULARIES.map(keywordsOf))).flat();
  expect(keywords.length).toBeGreaterThan(50);
  expect(Object.keys(KEYWORD_TREATMENTS).sort()).toEqual([...keywords, ...OPENAPI_KEYWORDS].sort());
});

/** The findings in a contract with this schema in a response. */
function findingsOf(schema: JsonObject): string[] {
  const responses = { '200': answer({ type: 'object', properties: { a: schema } }) };
  const contract = {
    ...withPaths({ '/a': { get: operation('getA', { responses }) } }),
    components: { schemas: { Kind: { type: 'string', enum: ['a'] } } },
  };
  return proveRecorded(contract, { recordings: [], documented: {} }).map(
    ({ evidence, message, pointer, rule }) => `${rule} ${evidence} ${message} ${pointer}`,
  );
}

const finding = (keyword: string, pointer: string) =>
  `evidence-keyword getA keyword ${keyword} of a response cannot be checked against recordings ` +
  `/paths/~1a/get/responses/200/content/application~1json/schema/properties/a/${pointer}`;

const refusedKeywords = Object.entries(KEYWORD_TREATMENTS)
  .filter(([, treatment]) => treatment === 'refused')
  .map(([keyword]) => keyword);

test.each(refusedKeywords)('%s is refused with its place', (keyword) => {
  expect(findingsOf({ [keyword]: {} })).toEqual([finding(keyword, keyword)]);
});

test.each<[string, Json]>([
  ['nullable', true],
  ['writeOnly', true],
  ['unevaluatedProperties', false],
  ['unevaluatedItems', { type: 'string' }],
  ['$ref', '#/components/schemas/Missing'],
  ['not', { type: 'null' }],
  ['not', { required: ['a'] }],
])('%s is refused as %j', (keyword, value) => {
  expect(findingsOf({ [keyword]: value })).toEqual([finding(keyword, keyword)]);
});

test('a pattern is refused if recordings do not show which names match it', () => {
  const keyword = 'patternProperties';
  const of = (pattern: string) => findingsOf({ [keyword]: { [pattern]: {} } });
  expect(of('^id_[0-9]+$')).toEqual([]);
  expect(of('^[0-9a-f-]{36}$')).toEqual([]);
  expect(of('^(next|previous)$')).toEqual([finding(keyword, keyword)]);
});

test.each<[string, Json]>([
  ['not', { $ref: '#/components/schemas/Kind' }],
  ['not', { const: 1 }],
  ['unevaluatedProperties', true],
  ['writeOnly', false],
  ['x-anything', 1],
])('%s is accepted as %j', (keyword, value) => {
  expect(findingsOf({ [keyword]: value })).toEqual([]);
});
