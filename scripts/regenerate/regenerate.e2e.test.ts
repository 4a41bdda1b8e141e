import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../openapi/json.ts';
import { edited } from '../testing/live-spec.ts';
import { specServer } from '../testing/spec-server.ts';
import { writeTimes } from '../testing/working-tree.ts';
import {
  FROM_CACHE,
  packagesIn,
  REBUILT,
  type Sample,
  setUpWorkspace,
} from './testing/sample-workspace.ts';

const STACK = /^ +at /m;

let sample: Sample;

beforeAll(async () => {
  sample = await setUpWorkspace();
}, 120_000);

afterAll(() => sample?.tearDown(), 60_000);

const run = (...args: string[]) => sample.run(...args);

/** Each test continues with the workspace of the one before. */
describe('a spec that has not changed', { timeout: 240_000 }, () => {
  it('generates exactly what is committed from the live spec', async () => {
    const { code, stderr, stdout } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Spec       live, unchanged: 167 operations (${sample.server.url})`);
    expect(packagesIn(stdout)).toMatchObject(REBUILT);
    expect(stdout).toMatch(/^ {2}download +\d\.\d\d s {2}unchanged$/m);
    expect(await sample.workspace.status()).toBe('');
  });

  it('does no work and touches no file if nothing has changed', async () => {
    const before = await writeTimes(sample.workspace.root);
    const { code, stderr, stdout } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('live, not modified: 167 operations');
    expect(new Set(Object.values(packagesIn(stdout)))).toEqual(new Set(['cached']));
    expect(stdout).toMatch(/\nNothing changed: everything came from the cache\.\n$/);
    expect(await writeTimes(sample.workspace.root)).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(500);
    expect(sample.server.requestCount()).toBe(2);
  });

  it('prints one JSON document with --json', async () => {
    const { code, stderr, stdout } = await run('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      spec: { outcome: 'not-modified', url: sample.server.url, operations: 167 },
      contract: { uncategorised: [] },
      packages: expect.arrayContaining(
        Object.entries(FROM_CACHE).map(([name, built]) => ({ name, built })),
      ),
      worked: false,
    });
  });

  it('exits with 2 and prints the usage for an unknown option', async () => {
    const { code, stderr, stdout } = await run('--nonsense');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Unknown option '--nonsense'.*\n\nUsage: npm start/);
  });

  it('uses the pinned snapshot if the server is down, unless a live spec is required', async () => {
    const before = await writeTimes(sample.workspace.root);
    await sample.server.stop();
    const [pinned, refused] = [await run(), await run('--require-live')];
    sample.server = await specServer(sample.spec);
    expect(pinned).toMatchObject({ code: 0, stderr: '' });
    expect(pinned.stdout).toMatch(/pinned snapshot, because http\S+ .*ECONNREFUSED.*: 167 operat/);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('ECONNREFUSED');
    expect(refused.stderr).not.toMatch(STACK);
    expect(await writeTimes(sample.workspace.root)).toEqual(before);
  });

  it('rejects a spec that overlays no longer fit, unless --pinned', async () => {
    const before = await writeTimes(sample.workspace.root);
    sample.server.publish(edited(sample.spec, fixUpstream));
    const refused = await run();
    expect(refused.code).toBe(1);
    for (const message of FIXED) expect(refused.stderr).toContain(message);
    expect(refused.stderr).toContain('Upstream has changed here: review this action');
    expect(refused.stderr).toContain('npm start -- --pinned continues without the change');
    expect(refused.stderr).not.toMatch(STACK);
    expect(await writeTimes(sample.workspace.root)).toEqual(before);

    const pinned = await run('--pinned', '--quiet');
    expect(pinned).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await sample.workspace.status()).toBe('');
  });

  it('restores generated files that were edited by hand', async () => {
    sample.server.publish(sample.spec);
    const table = join(sample.workspace.root, 'packages/client/src/generated/operations.gen.ts');
    await writeFile(table, 'export const operations = {};\n');
    const { code, stderr } = await run('--quiet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await sample.workspace.status()).toBe('');
  });
});

/** Changes that upstream might make: use our name for an operation, and upgrade to OpenAPI 3.1. */
function fixUpstream(copy: JsonObject): void {
  const paths = copy.paths as Record<string, Record<string, JsonObject>>;
  const list = paths['/spaces']?.get;
  if (list) Object.assign(list, { operationId: 'listSpaces' });
  copy.openapi = '3.1.0';
}

const FIXED = [
  "specs/kaiten/overlays/spaces.overlay.yaml #/actions/1: action 2, target $.paths['/spaces'].get:",
  'expected "get_spaces" at /paths/~1spaces/get/operationId, found "listSpaces"',
  'specs/kaiten/overlays/document.overlay.yaml #/actions/0: action 1, target $:',
  'expected "3.0.3" at /openapi, found "3.1.0"',
];
