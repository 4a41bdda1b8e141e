import { expect, test } from 'vitest';
import type { JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import { jsonSchemaOf, successesOf } from '../../openapi/parts.ts';
import { forValidators } from '../directions.ts';
import { conditionsWith, functionOf, withChecks } from './checks.ts';

const ref = { $ref: '#/components/schemas/Widget' };
const text = { type: 'string' };
const conditionOf = conditionsWith((name) => (name === 'Widget' ? 'zWidget' : undefined));

test.each<[string, JsonObject, string]>([
  ['anything', { description: 'What you like.', 'x-free-form': 'so' }, 'v !== undefined'],
  ['a text', text, "typeof v === 'string'"],
  [
    'a text of a form',
    { type: 'string', pattern: '^(?!a/b$)' },
    "typeof v === 'string' && /^(?!a\\/b$)/u.test(v)",
  ],
  [
    'a text of a form, or null',
    { pattern: '^a', type: ['string', 'null'] },
    "typeof v === 'string' && /^a/u.test(v) || v === null",
  ],
  ['a number', { type: 'number' }, 'Number.isFinite(v)'],
  ['an integer', { type: 'integer' }, 'Number.isSafeInteger(v)'],
  ['one of several types', { type: ['boolean', 'null'] }, "typeof v === 'boolean' || v === null"],
  ['one value', { type: 'string', const: 'a"b' }, 'v === "a\\"b"'],
  ['an open enum of texts', { type: 'string', enum: ['a', 'b'] }, "typeof v === 'string'"],
  ['an open enum of numbers', { type: 'integer', enum: [1, 2] }, 'Number.isFinite(v)'],
  ['a component', ref, 'checkOf(zWidget)(v)'],
  ['one of several', { anyOf: [ref, { type: 'null' }] }, 'checkOf(zWidget)(v) || v === null'],
  ['any list', { type: 'array' }, 'Array.isArray(v)'],
  ['a list', { type: 'array', items: text }, "isListOf(v, (v) => typeof v === 'string')"],
  ['any object', { type: 'object', additionalProperties: true }, 'isPlain(v)'],
  [
    'a record',
    { type: 'object', additionalProperties: text },
    "isRecordOf(v, (v) => typeof v === 'string')",
  ],
  [
    'an object',
    { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, 'a"b': text } },
    `isPlain(v) && Number.isSafeInteger(v.id) && (v["a\\"b"] === undefined || typeof v["a\\"b"] === 'string')`,
  ],
  [
    'an object whose other keys count as evaluated',
    { ...objectWith('id', { type: 'integer' }), unevaluatedProperties: true },
    'isPlain(v) && Number.isSafeInteger(v.id)',
  ],
  [
    'an object with an optional or nullable property',
    { type: 'object', properties: { a: { type: ['string', 'null'] } } },
    "isPlain(v) && (v.a == null || typeof v.a === 'string')",
  ],
  [
    'all of several',
    { allOf: [ref, { type: 'object', properties: { of: ref } }] },
    'checkOf(zWidget)(v) && isPlain(v) && (v.of === undefined || checkOf(zWidget)(v.of))',
  ],
  [
    'an object with patternProperties',
    { type: 'object', patternProperties: { '^id_[0-9]+$': text } },
    "isPlain(v) && isEveryLike(v, /^id_[0-9]+$/u, (v) => typeof v === 'string')",
  ],
  [
    'an object in an object',
    { type: 'object', required: ['a'], properties: { a: { type: 'object', properties: {} } } },
    'isPlain(v) && isPlain(v.a)',
  ],
])('%s', (_, schema, code) => {
  expect(codeOf(received(schema))).toBe(code);
});

test.each<[string, JsonObject]>([
  ['what is sent to the server', text],
  ['an unknown keyword', received({ ...text, minLength: 1 })],
  ['a keyword that every object has', received({ constructor: 1 })],
  ['an unknown type', received({ type: 'text' })],
  ['keywords of a type, without it', received({ properties: { a: text } })],
  ['a component without a validator', received({ $ref: '#/components/schemas/Other' })],
  ['all of something unknown', received({ allOf: [ref, { not: text }] })],
  ['an object that must have something unknown', received(objectWith('a', { not: text }))],
  ['a property that every object inherits', received(objectWith('toString', text))],
  ['a property that zod drops', received(objectWith('__proto__', text))],
  [
    'known keys, and others of a type',
    received({ ...objectWith('a', text), additionalProperties: text }),
  ],
  [
    'an object that other properties make invalid',
    received({ ...objectWith('a', text), unevaluatedProperties: false }),
  ],
  ['an enum of what differs', received({ enum: [1, 'a'] })],
  ['one value that is a list', received({ const: [1] })],
])('%s is up to zod', (_, schema) => {
  expect(codeOf(schema)).toBe('false');
});

test('an optional property does not disable the whole check', () => {
  const schema = { type: 'object', properties: { a: { not: text }, b: text } };
  expect(codeOf(received(schema))).toBe(
    "isPlain(v) && v.a === undefined && (v.b === undefined || typeof v.b === 'string')",
  );
});

function codeOf(schema: JsonObject): string {
  return functionOf(conditionOf(schema, 'v')).replace('(v) => ', '').replaceAll(/\s+/g, ' ');
}

function objectWith(name: string, schema: JsonObject): JsonObject {
  const properties = Object.fromEntries([[name, schema]]);
  return { type: 'object', required: [name], properties };
}

/** The schema as the generator sees that of an answer. */
function received(schema: JsonObject): JsonObject {
  const content = { 'application/json': { schema } };
  const view = forValidators({
    openapi: '3.1.0',
    paths: { '/widgets': { get: { responses: { '200': { description: '', content } } } } },
  });
  const answer = operationsOf(view)[0]?.operation ?? {};
  return successesOf(answer).map(([, response]) => jsonSchemaOf(view, response))[0] as JsonObject;
}

test('validators with a check receive it; the rest is unchanged', () => {
  const text = `
/** One, lazily(it) */
export const zOne: T = lazily(() => z.union([a(), b]));
export const zTwo = lazily(() => zOne);
export const zThree = 3;
`;
  const checks = new Map([
    ['zOne', '(v) => v === 1'],
    ['zThree', '(v) => v === 3'],
  ]);
  expect(withChecks(text, checks, '../checks.js')).toBe(
    `import { checkOf, isEveryLike, isListOf, isPlain, isRecordOf } from '../checks.js';\n${text.replace(
      'z.union([a(), b])',
      'z.union([a(), b]), (v) => v === 1',
    )}`,
  );
});
