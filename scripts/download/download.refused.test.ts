import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { formatError } from '../cli/problem.ts';
import type { Json } from '../openapi/json.ts';
import { manyPaths, sampleOperation, sampleSpec } from '../testing/sample-spec.ts';
import {
  json,
  redirect,
  type ScriptedResponse,
  scriptedServer,
  status,
  text,
} from '../testing/scripted-server.ts';
import { committedFiles, temporaryRoot } from '../testing/temporary-root.ts';
import { downloadSpec } from './download.ts';
import { SpecRejectedError } from './failures.ts';

const HTML = { 'content-type': 'text/html' };
const JSON_TYPE = { 'content-type': 'application/json' };
const TWENTY_MIB = 20 * 2 ** 20;

function withSchema(name: string, schema: Json): ScriptedResponse {
  const spec = { ...sampleSpec({}), components: { schemas: {} } };
  const schemas = `"schemas":{${JSON.stringify(name)}:${JSON.stringify(schema)}}`;
  return text(JSON.stringify(spec).replace('"schemas":{}', schemas), JSON_TYPE);
}

const twentyMebibytes: ScriptedResponse = (_, response) => {
  response.writeHead(200, JSON_TYPE);
  for (let n = 0; n < 20; n += 1) response.write(Buffer.alloc(2 ** 20, ' '));
  response.end();
};

it.each<[string, ScriptedResponse, string]>([
  [
    '304 to a request without conditions',
    status(304),
    'responded with 304 Not Modified to a request',
  ],
  ['403', status(403, '<h1>No</h1>', HTML), '403 Forbidden\n  URL: text/html: <h1>No</h1>'],
  [
    '500',
    status(500, 'oops'),
    '500 Internal Server Error, after 3 attempts\n  URL: no content type: oops',
  ],
  ['a redirect loop', redirect('/openapi.json'), 'circular redirects: URL → URL'],
  [
    'a redirect to plain http',
    redirect('http://example.com/'),
    'redirect to http://example.com/, which is not',
  ],
  ['a redirect to ftp', redirect('ftp://example.com/a'), 'ftp: URLs are not supported'],
  ['a redirect to a file', redirect('file:///etc/passwd'), 'file: URLs are not supported'],
  [
    '20 MiB',
    text(Buffer.alloc(TWENTY_MIB, ' '), { 'content-length': String(TWENTY_MIB) }),
    '20,971,520 bytes, more than the 16,777,216 bytes that are allowed',
  ],
  ['20 MiB without Content-Length', twentyMebibytes, 'more than the 16,777,216 bytes'],
  [
    '20 MiB under a small Content-Length',
    text(gzipSync(Buffer.alloc(TWENTY_MIB, ' ')), { 'content-encoding': 'gzip' }),
    'more than the 16,777,216 bytes',
  ],
  [
    'HTML',
    text('<!doctype html><p>Hi', HTML),
    '(20 bytes, text/html) is an HTML or XML page, not a spec: <!doctype html><p>Hi',
  ],
  [
    'JSON that is cut off',
    text('{"openapi": "3.0', JSON_TYPE),
    '(16 bytes, application/json) cannot be parsed, and looks truncated',
  ],
  [
    'JSON that is not OpenAPI',
    json({ message: 'no' }),
    'no OpenAPI document: an object with the top-level keys "message"',
  ],
  ['Swagger 2.0', json({ swagger: '2.0', paths: {} }), 'this is Swagger 2.0'],
  [
    'a circle of references',
    withSchema('A', { $ref: '#/components/schemas/A' }),
    '#/components/schemas/A: the references go round in a circle',
  ],
  [
    'a dangling reference',
    withSchema('A', { items: { $ref: '#/components/schemas/B' } }),
    'does not resolve',
  ],
  [
    'a reference to a file',
    withSchema('A', { items: { $ref: '../../a.json' } }),
    '"../../a.json" is not a reference inside',
  ],
  [
    'a reference to a URL',
    withSchema('A', { items: { $ref: 'http://127.0.0.1/a' } }),
    'is not a reference inside',
  ],
  ['__proto__', withSchema('__proto__', { polluted: true }), 'the key "__proto__"'],
  [
    'an operationId used twice',
    json(sampleSpec({ '/a': { get: sampleOperation('a'), put: sampleOperation('a') } })),
    'operationId "a" is also at /paths/~1a/put/operationId',
  ],
  [
    '5,000 operations',
    json(sampleSpec(manyPaths(5000))),
    '5,000 operations, the limit is 2,000 operations\n    → Raise limits.operations in source.json',
  ],
])('%s: reports it, and changes no file', async (_, answer, told) => {
  const server = await scriptedServer(answer);
  const root = await temporaryRoot({ url: server.url() });
  const before = await committedFiles(root);
  const backoff = { baseMs: 1, capMs: 1 };
  const failure = await downloadSpec({ root, backoff, env: {} }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(SpecRejectedError);
  expect(formatError(failure).replaceAll(server.url(), 'URL')).toContain(told);
  expect(await committedFiles(root)).toEqual(before);
  expect({}).not.toHaveProperty('polluted');
});

it('accepts 5,000 operations if source.json allows them', async () => {
  const server = await scriptedServer(json(sampleSpec(manyPaths(5000))));
  const root = await temporaryRoot({ url: server.url(), operations: 5000 });
  const plan = await downloadSpec({ root, env: {} });
  expect(plan).toMatchObject({ outcome: 'changed', stats: { operations: 5000 } });
});
