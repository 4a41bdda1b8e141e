import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { edited, liveSpec } from '../testing/live-spec.ts';
import { manyPaths, sampleOperation } from '../testing/sample-spec.ts';
import { type Answer, json, redirect, status, text } from '../testing/scripted-server.ts';
import { type SpecServer, specServer } from '../testing/spec-server.ts';
import { writeTimes } from '../testing/working-tree.ts';
import { copyWorkspace, type WorkspaceCopy } from '../testing/workspace-copy.ts';
import { runRegenerate } from './run-regenerate.ts';

const TWENTY_MIB = 20 * 2 ** 20;

let workspace: WorkspaceCopy;
let server: SpecServer;
let spec: JsonObject;
let before: Record<string, number>;

beforeAll(async () => {
  [workspace, spec] = await Promise.all([copyWorkspace(), liveSpec()]);
  server = await specServer(spec);
  before = await writeTimes(workspace.root);
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await workspace?.remove();
});

const withPath = (path: string, pathItem: JsonObject): Answer =>
  json(edited(spec, ({ paths }) => Object.assign(paths as JsonObject, { [path]: pathItem })));

const withSchemas = (schemas: Record<string, Json>): Answer =>
  json(edited(spec, (copy) => Object.assign(copy, { components: { schemas } })));

const ref = ($ref: string): JsonObject => ({ $ref });

it.each<[string, () => Answer, RegExp]>([
  ['Swagger 2.0', () => json({ swagger: '2.0', info: {}, paths: {} }), /this is Swagger 2\.0/],
  [
    'a page of HTML',
    () => text('<!doctype html><title>Maintenance</title>', { 'content-type': 'text/html' }),
    /text\/html\) is a page of HTML .*Maintenance/,
  ],
  [
    'JSON that is cut off',
    () => text(JSON.stringify(spec).replace(/[\]}]+$/, '')),
    /cannot be parsed, and looks cut off/,
  ],
  ['JSON that is no OpenAPI', () => json({ message: 'no' }), /top-level keys "message"/],
  [
    'a circle of references',
    () => withSchemas({ A: ref('#/components/schemas/B'), B: ref('#/components/schemas/A') }),
    /#\/components\/schemas\/A\S*: the references go round in a circle/,
  ],
  [
    'a dangling reference',
    () => withSchemas({ A: { items: ref('#/components/schemas/Nowhere') } }),
    /#\/components\/schemas\/A\/items\S*: .*leads nowhere/,
  ],
  [
    'a reference to a file',
    () => withSchemas({ A: { items: ref('../../package.json') } }),
    /"\.\.\/\.\.\/package\.json" is not a reference inside/,
  ],
  [
    'a reference to a URL',
    () => withSchemas({ A: { items: ref(server.url) } }),
    /"http:\S+" is not a reference inside/,
  ],
  [
    'an operationId that leads out of the folder',
    () => withPath('/widgets', { get: sampleOperation('../../x') }),
    /#\/paths\/~1widgets\/get\S*: .*operationId "\.\.\/\.\.\/x" is/,
  ],
  [
    'a schema name that leads out of the folder',
    () => withSchemas({ '../../x': {} }),
    /component name "\.\.\/\.\.\/x" is/,
  ],
  [
    'a key that would be the prototype',
    () => text(JSON.stringify(spec).replace('{', '{"__proto__":{"polluted":true},')),
    /the key "__proto__"/,
  ],
  [
    'an operationId used twice',
    () => withPath('/widgets', { get: sampleOperation('get_spaces') }),
    /operationId "get_spaces" is also at \/paths\/~1/,
  ],
  [
    '5,000 operations',
    () => json(edited(spec, (copy) => Object.assign(copy, { paths: manyPaths(5000) }))),
    /5,000 operations, the limit is 2,000 operations\n.*limits\.operations/,
  ],
  ['a circle of redirects', () => redirect('/openapi.json'), /go round in a circle/],
  ['403', () => status(403, '<h1>No</h1>'), /answered 403 Forbidden/],
  ['500', () => status(500, 'oops'), /answered 500 Internal Server Error, after 3 attempts/],
  [
    '20 MiB',
    () => text(Buffer.alloc(TWENTY_MIB, ' ')),
    /20,971,520 bytes, not the 16,777,216 bytes that are allowed|more than the 16,777,216 bytes/,
  ],
])('%s: exits with 1, says why, and no file changes', async (_, answer, told) => {
  server.answerWith(answer());
  const { code, stderr, stdout } = await runRegenerate(workspace.root, server.url, '--json');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(told);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(await workspace.status()).toBe('');
  expect(await writeTimes(workspace.root)).toEqual(before);
});
