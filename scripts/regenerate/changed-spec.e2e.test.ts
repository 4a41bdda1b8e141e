import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listFiles } from '../cli/folder.ts';
import type { Json, JsonObject } from '../openapi/json.ts';
import { edited } from '../testing/live-spec.ts';
import { manyPaths, sampleOperation } from '../testing/sample-spec.ts';
import { json, redirect, type ScriptedResponse, status, text } from '../testing/scripted-server.ts';
import { randomVariants, SPEC_VARIANTS, withVariants } from '../testing/spec-variants.ts';
import { filesWith, writeTimes } from '../testing/working-tree.ts';
import { runNode, startRegenerate } from './testing/run-regenerate.ts';
import {
  FROM_CACHE,
  packagesIn,
  REBUILT,
  type Sample,
  setUpWorkspace,
} from './testing/sample-workspace.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay text, also in generated code.
const EVIL = '*/ globalThis.pwned = 1; /* \' " ` ${(globalThis.pwned = 1)} \n\u2028 \\';
const STACK = /^ +at /m;

const TWENTY_MIB = 20 * 2 ** 20;

let sample: Sample;

beforeAll(async () => {
  sample = await setUpWorkspace({ withCache: true });
  await sample.run('--quiet');
}, 180_000);

afterAll(() => sample?.tearDown(), 60_000);

const run = (...args: string[]) => sample.run(...args);
const textOf = (path: string) => readFile(join(sample.workspace.root, path), 'utf8');

/** Each test continues with the workspace of the one before. */
describe('a spec that has changed', { timeout: 240_000 }, () => {
  it('generates an operation that upstream added, without running text in it as code', async () => {
    sample.server.publish(withWidget({ get: WIDGET }));
    const { code, stderr, stdout } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('live, changed: 168 operations');
    expect(stdout).toContain('+ GET /widgets/{widget_id}');
    expect(stdout).toContain('Warning    no overlay describes GET /widgets/{widget_id}');
    expect(packagesIn(stdout)).toMatchObject(REBUILT);

    expect(await filesWith(sample.workspace.root, 'getWidgetsByWidgetId')).toEqual(
      expect.arrayContaining([
        'specs/kaiten/openapi.json',
        'packages/types/src/generated/openapi.gen.ts',
        'packages/types/dist/generated/openapi.gen.d.ts',
        'packages/client/src/generated/sdk.gen.ts',
        'packages/client/dist/generated/sdk.gen.js',
        'packages/zod/src/generated/operations/getWidgetsByWidgetId.gen.ts',
        'packages/zod/dist/generated/operations/getWidgetsByWidgetId.gen.js',
      ]),
    );
    expect(await exportsOf('client', 'zod')).toEqual({
      names: expect.arrayContaining(['getWidgetsByWidgetId', 'zGetWidgetsByWidgetIdPath']),
      pwned: 'undefined',
    });
  });

  it('does not record a URL that is not the source', async () => {
    expect(await textOf('specs/kaiten/upstream.lock.json')).not.toMatch(/127\.0\.0\.1|localhost/);
    expect(JSON.parse(await textOf('specs/kaiten/upstream.lock.json'))).toMatchObject({
      url: JSON.parse(await textOf('specs/kaiten/source.json')).url,
      etag: null,
      lastModified: null,
      fetchedAt: null,
      operations: 168,
    });
    expect(await filesWith(sample.workspace.root, '127.0.0.1')).toEqual([]);
  });

  it('removes an operation that upstream removed from all files, also from those that the cache restores', async () => {
    sample.server.publish(sample.spec);
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('- GET /widgets/{widget_id}');
    expect(packagesIn(stdout)).toMatchObject(FROM_CACHE);
    expect(await filesWith(sample.workspace.root, 'idgetsByWidgetId')).toEqual([]);
    expect(await sample.workspace.status()).toBe('');
  });

  it('builds whatever is valid, in all operations that upstream added', async () => {
    // More of them, and others: SPEC_VARIANTS=1000 SPEC_SEED=2.
    const { SPEC_VARIANTS: count = '60', SPEC_SEED: seed = '1' } = process.env;
    const variants = [...SPEC_VARIANTS, ...randomVariants(Number(count), Number(seed))];
    expect(SPEC_VARIANTS.length).toBeGreaterThan(100);
    sample.server.publish(withVariants(sample.spec, variants));
    const { code, stderr, stdout } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // A path that refers to another one has no operations of its own in the spec.
    const added = variants.filter(({ pathItem }) => !('$ref' in pathItem)).length;
    expect(stdout).toContain(`live, changed: ${167 + added} operations`);
    expect(packagesIn(stdout)).toMatchObject(REBUILT);
    sample.server.publish(sample.spec);
    expect(await run('--accept-removals')).toMatchObject({ code: 0 });
    expect(await sample.workspace.status()).toBe('');
  });

  it('restores all files if a generator fails', async () => {
    const file = join(sample.workspace.root, 'specs/kaiten/overlays/errors.overlay.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}\n${UNREADABLE}`);
    sample.server.publish(withWidget({ get: WIDGET }));
    const { code, stderr, stdout } = await run();
    await writeFile(file, text);
    expect(code).toBe(1);
    expect(stdout).not.toContain('Done.');
    expect(stderr).toContain('@kaiten-sdk/types#generate');
    expect(stderr).toContain('openapi-typescript failed: ');
    expect(stderr).toContain('All files were restored; npm start -- --pinned');
    expect(stderr).toContain('added or changed: GET /widgets/{widget_id}');
    expect(stderr).not.toMatch(STACK);
    expect(await sample.workspace.status()).toBe('');
    expect((await listFiles(join(sample.workspace.root, 'packages'))).filter(isCrashLog)).toEqual(
      [],
    );
  });

  it('restores generated files if their build fails', async () => {
    const file = join(sample.workspace.root, 'packages/types/src/operation.ts');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}\nexport const wrong: string = 1;\n`);
    sample.server.publish(withWidget({ get: WIDGET }));
    const { code, stderr } = await run();
    await writeFile(file, text);
    expect(code).toBe(1);
    expect(stderr).toContain('@kaiten-sdk/types#build');
    expect(stderr).toContain("Type 'number' is not assignable to type 'string'");
    expect(stderr).not.toMatch(/TS\d{4}/);
    expect(stderr).toContain('All files were restored; npm start -- --pinned');
    expect(await sample.workspace.status()).toBe('');
  });

  /** Starts a run, and ends it when it has pinned a changed spec. */
  async function endWhilePatching(operationId: string, end: (pid: number) => void) {
    sample.server.publish(withWidget({ get: { ...WIDGET, operationId } }));
    const { child, ended } = startRegenerate(sample.workspace.root, sample.server.url);
    const isPinned = async () => (await textOf('specs/kaiten/upstream.json')).includes(operationId);
    await vi.waitUntil(isPinned, { timeout: 30_000 });
    end(child.pid ?? 0);
    return ended;
  }

  it.each<[string, (pid: number) => void]>([
    // Like a terminal: to the process and to all processes that it started.
    ['Ctrl-C', (pid) => process.kill(-pid, 'SIGINT')],
    ['SIGTERM', (pid) => process.kill(pid, 'SIGTERM')],
    ['a closed terminal', (pid) => process.kill(pid, 'SIGHUP')],
  ])('restores all files if it is interrupted by %s', async (name, end) => {
    const { code, stderr } = await endWhilePatching(`get_by_${name.length}`, end);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Interrupted: all files were restored\n' });
    expect(await sample.workspace.status()).toBe('');
  });

  it('undoes what a run left that was killed, and goes on', async () => {
    await endWhilePatching('get_killed', (pid) => process.kill(-pid, 'SIGKILL'));
    expect(await sample.workspace.status()).toContain('specs/kaiten/upstream.json');
    sample.server.publish(sample.spec);
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('undid a run that was killed');
    expect(await sample.workspace.status()).toBe('');
  });
});

describe('a spec that cannot be used', () => {
  let before: Record<string, number>;

  beforeAll(async () => {
    before = await writeTimes(sample.workspace.root);
  });

  it.each<[string, () => ScriptedResponse, RegExp]>([
    ['Swagger 2.0', () => json({ swagger: '2.0', info: {}, paths: {} }), /this is Swagger 2\.0/],
    [
      'an HTML page',
      () => text('<!doctype html><title>Maintenance</title>', { 'content-type': 'text/html' }),
      /text\/html\) is an HTML or XML page.*Maintenance/,
    ],
    [
      'truncated JSON',
      () => text(JSON.stringify(sample.spec).replace(/[\]}]+$/, '')),
      /cannot be parsed, and looks truncated/,
    ],
    ['JSON that is not OpenAPI', () => json({ message: 'no' }), /top-level keys "message"/],
    [
      'circular references',
      () => withSchemas({ A: ref('#/components/schemas/B'), B: ref('#/components/schemas/A') }),
      /#\/components\/schemas\/A\S*: the references go round in a circle/,
    ],
    [
      'a dangling reference',
      () => withSchemas({ A: { items: ref('#/components/schemas/Nowhere') } }),
      /#\/components\/schemas\/A\/items\S*: .*does not resolve/,
    ],
    [
      'a reference to a file',
      () => withSchemas({ A: { items: ref('../../package.json') } }),
      /"\.\.\/\.\.\/package\.json" is not a reference inside/,
    ],
    [
      'a reference to a URL',
      () => withSchemas({ A: { items: ref(sample.server.url) } }),
      /"http:\S+" is not a reference inside/,
    ],
    [
      'a property named __proto__',
      () => text(JSON.stringify(sample.spec).replace('{', '{"__proto__":{"polluted":true},')),
      /the key "__proto__"/,
    ],
    [
      'an operationId used twice',
      () => withPath('/widgets', { get: sampleOperation('get_spaces') }),
      /operationId "get_spaces" is also at \/paths\/~1/,
    ],
    [
      '5,000 operations',
      () => json(edited(sample.spec, (copy) => Object.assign(copy, { paths: manyPaths(5000) }))),
      /5,000 operations, the limit is 2,000 operations\n.*limits\.operations/,
    ],
    ['circular redirects', () => redirect('/openapi.json'), /circular redirects/],
    ['403', () => status(403, '<h1>No</h1>'), /403 Forbidden/],
    ['500', () => status(500, 'oops'), /500 Internal Server Error, after 3 attempts/],
    [
      '20 MiB',
      () => text(Buffer.alloc(TWENTY_MIB, ' ')),
      /20,971,520 bytes, more than the 16,777,216 bytes that are allowed|more than the 16,777,216 bytes/,
    ],
  ])('%s: exits with 1, says why, and no file changes', async (_, answer, message) => {
    sample.server.respondWith(answer());
    const { code, stderr, stdout } = await run('--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(STACK);
    expect(await sample.workspace.status()).toBe('');
    expect(await writeTimes(sample.workspace.root)).toEqual(before);
  });
});

const withPath = (path: string, pathItem: JsonObject): ScriptedResponse =>
  json(
    edited(sample.spec, ({ paths }) => Object.assign(paths as JsonObject, { [path]: pathItem })),
  );

const withSchemas = (schemas: Record<string, Json>): ScriptedResponse =>
  json(edited(sample.spec, (copy) => Object.assign(copy, { components: { schemas } })));

const ref = ($ref: string): JsonObject => ({ $ref });

const WIDGET: JsonObject = {
  operationId: 'get_widget',
  summary: EVIL,
  description: EVIL,
  'x-note': EVIL,
  parameters: [
    {
      name: 'widget_id',
      in: 'path',
      required: true,
      description: EVIL,
      schema: { type: 'string', enum: [EVIL, 'b'], default: EVIL },
    },
    { name: EVIL, in: 'query', schema: { type: 'string', pattern: '\\/;globalThis.pwned=1;//' } },
  ],
  responses: { '200': { description: EVIL } },
};

/** An action: a property of this name hides a method that openapi-typescript calls on every object. */
const UNREADABLE = `  - target: $.components.schemas.Tag
    update:
      properties:
        hasOwnProperty:
          type: string
`;

function withWidget(pathItem: JsonObject): JsonObject {
  return edited(sample.spec, ({ paths }) => {
    (paths as JsonObject)['/widgets/{widget_id}'] = pathItem;
  });
}

function isCrashLog(path: string): boolean {
  return /openapi-ts-error.*\.log$/.test(path);
}

/** Imports built packages; returns their exports, and whether text from upstream ran as code. */
async function exportsOf(...packages: string[]): Promise<{ names: string[]; pwned: string }> {
  const urls = packages.map(
    (name) => pathToFileURL(join(sample.workspace.root, 'packages', name, 'dist/index.js')).href,
  );
  const program = `
    const modules = await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)));
    const names = modules.flatMap((module) => Object.keys(module));
    console.log(JSON.stringify({ names, pwned: typeof globalThis.pwned }));`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await runNode(sample.workspace.root, args);
  return JSON.parse(stdout);
}
