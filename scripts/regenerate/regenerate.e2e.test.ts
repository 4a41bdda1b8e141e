import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listFiles } from '../cli/folder.ts';
import { contractPaths } from '../contracts/paths.ts';
import { sha256 } from '../download/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { edited, liveSpec } from '../testing/live-spec.ts';
import { type SpecServer, specServer } from '../testing/spec-server.ts';
import { filesWith, writeTimes } from '../testing/working-tree.ts';
import { copyWorkspace, type WorkspaceCopy } from '../testing/workspace-copy.ts';
import { runNode, runRegenerate, startRegenerate } from './run-regenerate.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay text, also in generated code.
const EVIL = '*/ globalThis.pwned = 1; /* \' " ` ${(globalThis.pwned = 1)} \n\u2028 \\';
const STACK = /^ +at /m;

let workspace: WorkspaceCopy;
let server: SpecServer;
let spec: JsonObject;

const run = (...args: string[]) => runRegenerate(workspace.root, server.url, ...args);
const textOf = (path: string) => readFile(join(workspace.root, path), 'utf8');

beforeAll(async () => {
  [workspace, spec] = await Promise.all([copyWorkspace(), liveSpec()]);
  server = await specServer(spec);
  await pinBytes(spec);
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await workspace?.remove();
});

/** Each test goes on from where the one before left the workspace. */
describe('one workspace through its life', { timeout: 120_000 }, () => {
  it('makes of the live spec exactly what is committed', async () => {
    const { code, stderr, stdout } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Spec       live, unchanged: 167 operations (${server.url})`);
    expect(packagesIn(stdout)).toMatchObject(REBUILT);
    expect(stdout).toMatch(/^ {2}download +\d\.\d\d s {2}unchanged$/m);
    expect(await workspace.status()).toBe('');
  });

  it('does no work when nothing is new, touches no file and says so', async () => {
    const before = await writeTimes(workspace.root);
    const { code, stderr, stdout } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('live, not modified: 167 operations');
    expect(new Set(Object.values(packagesIn(stdout)))).toEqual(new Set(['cached']));
    expect(stdout).toMatch(/\nNothing changed: everything came from the cache\.\n$/);
    expect(await writeTimes(workspace.root)).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(500);
    expect(server.requestCount()).toBe(2);
  });

  it('prints one JSON document with --json', async () => {
    const { code, stderr, stdout } = await run('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      spec: { outcome: 'not-modified', url: server.url, operations: 167 },
      contract: { uncategorised: [] },
      packages: expect.arrayContaining(
        Object.entries(FROM_CACHE).map(([name, built]) => ({ name, built })),
      ),
      worked: false,
    });
  });

  it('exits with 2 and the usage for an option that it does not know', async () => {
    const { code, stderr, stdout } = await run('--nonsense');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Unknown option '--nonsense'.*\n\nUsage: npm start/);
  });

  it('goes on from the pinned snapshot when nobody answers, unless a live spec is required', async () => {
    const before = await writeTimes(workspace.root);
    await server.stop();
    const [pinned, refused] = [await run(), await run('--require-live')];
    server = await specServer(spec);
    expect(pinned).toMatchObject({ code: 0, stderr: '' });
    expect(pinned.stdout).toMatch(/pinned snapshot, because http\S+ .*ECONNREFUSED.*: 167 operat/);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('ECONNREFUSED');
    expect(refused.stderr).not.toMatch(STACK);
    expect(await writeTimes(workspace.root)).toEqual(before);
  });

  it('generates an operation that upstream added, its texts as texts only', async () => {
    server.publish(withWidget({ get: WIDGET }));
    const { code, stderr, stdout } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('live, changed: 168 operations');
    expect(stdout).toContain('+ GET /widgets/{widget_id}');
    expect(stdout).toContain('Warning    no overlay describes GET /widgets/{widget_id}');
    expect(packagesIn(stdout)).toMatchObject(REBUILT);

    expect(await filesWith(workspace.root, 'getWidgetsByWidgetId')).toEqual(
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

  it('commits nothing of a place that is not the source', async () => {
    expect(await textOf('specs/kaiten/upstream.lock.json')).not.toMatch(/127\.0\.0\.1|localhost/);
    expect(JSON.parse(await textOf('specs/kaiten/upstream.lock.json'))).toMatchObject({
      url: JSON.parse(await textOf('specs/kaiten/source.json')).url,
      etag: null,
      lastModified: null,
      fetchedAt: null,
      operations: 168,
    });
    expect(await filesWith(workspace.root, '127.0.0.1')).toEqual([]);
  });

  it('removes an operation that upstream removed from everywhere, also what a cache brings back', async () => {
    server.publish(spec);
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('- GET /widgets/{widget_id}');
    expect(packagesIn(stdout)).toMatchObject(FROM_CACHE);
    expect(await filesWith(workspace.root, 'idgetsByWidgetId')).toEqual([]);
    expect(await workspace.status()).toBe('');
  });

  it('refuses an upstream that no longer is what the overlays expect, unless --pinned', async () => {
    const before = await writeTimes(workspace.root);
    server.publish(edited(spec, mendUpstream));
    const refused = await run();
    expect(refused.code).toBe(1);
    for (const told of MENDED) expect(refused.stderr).toContain(told);
    expect(refused.stderr).toContain('Upstream has changed here: review this action');
    expect(refused.stderr).toContain('npm start -- --pinned goes on without the change');
    expect(refused.stderr).not.toMatch(STACK);
    expect(await writeTimes(workspace.root)).toEqual(before);

    const pinned = await run('--pinned', '--quiet');
    expect(pinned).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await workspace.status()).toBe('');
  });

  it('leaves every file as it was when a generator breaks down', async () => {
    server.publish(withWidget({ post: { ...WIDGET, requestBody: UNREADABLE_BODY } }));
    const { code, stderr, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).not.toContain('Done.');
    expect(stderr).toContain('@kaiten-sdk/types#generate');
    expect(stderr).toContain('openapi-typescript failed: ');
    expect(stderr).not.toMatch(STACK);
    expect(await workspace.status()).toBe('');
    expect((await listFiles(join(workspace.root, 'packages'))).filter(isCrashLog)).toEqual([]);
  });

  it('puts back what is generated when the build of it fails', async () => {
    const file = join(workspace.root, 'packages/types/src/operation.ts');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}\nexport const wrong: string = 1;\n`);
    server.publish(withWidget({ get: WIDGET }));
    const { code, stderr } = await run();
    await writeFile(file, text);
    expect(code).toBe(1);
    expect(stderr).toContain('@kaiten-sdk/types#build');
    expect(stderr).toContain("Type 'number' is not assignable to type 'string'");
    expect(await workspace.status()).toBe('');
  });

  it('leaves every file as it was when it is interrupted', async () => {
    const upstream = 'specs/kaiten/upstream.json';
    server.publish(withWidget({ get: { ...WIDGET, operationId: 'get_another_widget' } }));
    const { child, ended } = startRegenerate(workspace.root, server.url);
    await vi.waitUntil(async () => (await textOf(upstream)).includes('get_another_widget'), {
      timeout: 30_000,
    });
    // As a terminal does it: to the process and to all that it started.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Interrupted: every file is as it was\n' });
    expect(await workspace.status()).toBe('');
  });

  it('puts generated files right that were edited by hand or removed', async () => {
    server.publish(spec);
    const table = join(workspace.root, 'packages/client/src/generated/operations.gen.ts');
    await writeFile(table, 'export const operations = {};\n');
    const { code, stderr } = await run('--quiet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await workspace.status()).toBe('');
  });
});

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

/** A property of this name hides the method that openapi-typescript asks of every object. */
const UNREADABLE_BODY: JsonObject = {
  content: {
    'application/json': {
      schema: { type: 'object', properties: { hasOwnProperty: { type: 'string' } } },
    },
  },
};

function withWidget(pathItem: JsonObject): JsonObject {
  return edited(spec, ({ paths }) => {
    (paths as JsonObject)['/widgets/{widget_id}'] = pathItem;
  });
}

const REBUILT = { client: 'rebuilt', types: 'rebuilt', zod: 'rebuilt' };
const FROM_CACHE = { client: 'cached', types: 'cached', zod: 'cached' };

/** How each package came about, from the summary. */
function packagesIn(stdout: string): Record<string, string> {
  const list = /^Packages +(.*)$/m.exec(stdout)?.[1] ?? '';
  return Object.fromEntries(list.split(', ').map((item) => item.split(' ')));
}

/** What upstream might do one day: give an operation our name, and write OpenAPI 3.1. */
function mendUpstream(copy: JsonObject): void {
  const paths = copy.paths as Record<string, Record<string, JsonObject>>;
  const list = paths['/spaces']?.get;
  if (list) Object.assign(list, { operationId: 'listSpaces' });
  copy.openapi = '3.1.0';
}

const MENDED = [
  "specs/kaiten/overlays/spaces.overlay.yaml #/actions/1: action 2, target $.paths['/spaces'].get:",
  'expected "get_spaces" at /paths/~1spaces/get/operationId, found "listSpaces"',
  'specs/kaiten/overlays/document.overlay.yaml #/actions/0: action 1, target $:',
  'expected "3.0.3" at /openapi, found "3.1.0"',
];

function isCrashLog(path: string): boolean {
  return /openapi-ts-error.*\.log$/.test(path);
}

/** Pins the very bytes that the server publishes, as if they had been downloaded from the source. */
async function pinBytes(document: JsonObject): Promise<void> {
  const { lock } = contractPaths(workspace.root);
  const bytes = Buffer.from(JSON.stringify(document));
  const pinned = JSON.parse(await readFile(lock, 'utf8'));
  Object.assign(pinned, { bytes: bytes.length, bytesSha256: sha256(bytes) });
  await writeFile(lock, `${JSON.stringify(pinned, null, 2)}\n`);
  await workspace.commit();
}

/** Loads packages as they are built, and tells what they export and what text became code. */
async function exportsOf(...packages: string[]): Promise<{ names: string[]; pwned: string }> {
  const urls = packages.map(
    (name) => pathToFileURL(join(workspace.root, 'packages', name, 'dist/index.js')).href,
  );
  const program = `
    const modules = await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)));
    const names = modules.flatMap((module) => Object.keys(module));
    console.log(JSON.stringify({ names, pwned: typeof globalThis.pwned }));`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await runNode(workspace.root, args);
  return JSON.parse(stdout);
}
