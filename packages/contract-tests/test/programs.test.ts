import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript } from '@kaiten-sdk/scripts/cli/index.ts';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { parseDocument } from '@kaiten-sdk/scripts/openapi/index.ts';
import { liveSpec } from '@kaiten-sdk/scripts/testing/live-spec.ts';
import { createKaiten } from 'kaiten-sdk';
import { recordShapes, recordTape } from 'kaiten-sdk/recorder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractOperations, successfulResponsesOf } from '../src/contract/contract.ts';
import { contract } from './repository.ts';

interface Run {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, ...args: string[]): Promise<Run> {
  const path = fileURLToPath(new URL(`../${program}.ts`, import.meta.url));
  const env = { ...process.env, KAITEN_SPEC_URL: '', KAITEN_DOMAIN: '', KAITEN_TOKEN: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const live = await liveSpec();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contract-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('contract', () => {
  test('exits with 0 where the live spec is as pinned', async () => {
    const url = join(folder, 'live.json');
    await writeFile(url, JSON.stringify(live));
    const { code, stdout } = await run('contract', '--layer', 'upstream', '--url', url);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `✓ upstream  ${url} is as pinned: 167 operations\n\nAll layers passed\n`,
    });
  });

  test('exits with 1 and the report where it is not', async () => {
    const url = join(folder, 'drifted.json');
    const { '/tags': tags, ...paths } = live.paths as Record<string, object>;
    await writeFile(url, JSON.stringify({ ...live, paths }));
    const { code, stdout } = await run('contract', '--layer', 'upstream', '--url', url, '--json');
    expect(tags).toBeDefined();
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'FAILED: upstream',
      layers: [{ layer: 'upstream', report: expect.stringContaining('`get_tags` was removed') }],
    });
  });

  test('exits with 3, and says so, if that is unknown', async () => {
    const nobody = 'http://127.0.0.1:65535/openapi.json';
    const { code, stdout } = await run('contract', '--layer', 'upstream', '--url', nobody);
    expect(code).toBe(3);
    expect(stdout).toContain('! upstream  skipped: the live spec cannot be reached');
    expect(stdout).toContain('NOT PROVEN, could not be reached: upstream');
  });

  test.each([
    [
      ['--layer', 'all'],
      '--layer must be one of upstream, patch, packages, server, tenant, is all.',
    ],
    [['--runs', '0'], '--runs must be an integer from 1 to 1000, is 0.'],
    [['--layer', 'upstream', '--offline'], '--offline leaves no layer to run.'],
  ])('exits with 2 for %j', async (args, reported) => {
    const { code, stderr } = await run('contract', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(reported);
  });
});

describe('contract:probe', () => {
  test('exits with 0 where the contract is true', async () => {
    await record('true', { 'getCard.json': exampleOf('getCard') });
    const { code, stdout } = await run('probe', '--from', join(folder, 'true'));
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '1 response: the contract is true to them\n',
    });
  });

  test('exits with 1 where it is not, and drafts an overlay that can be applied', async () => {
    const card = { ...exampleOf('getCard'), nickname: 'Ann Smith', title: null };
    await record('new', { 'getCard.1.json': card, 'getCard.2.json': exampleOf('getCard') });
    const draft = join(folder, 'draft.overlay.yaml');
    const { code, stdout } = await run(
      'probe',
      '--from',
      join(folder, 'new'),
      '--write-overlay',
      draft,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('unknown field nickname (string), seen 1 of 2 (getCard)');
    expect(stdout + (await readFile(draft, 'utf8'))).not.toContain('Smith');

    const output = join(folder, 'patched.json');
    const { contract: input } = contractPaths(ROOT);
    const patched = await runScript(
      'patch',
      '--input',
      input,
      '--overlay',
      draft,
      '--output',
      output,
    );
    expect(patched).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(parseDocument(await readFile(output, 'utf8'), output)).toMatchObject({
      components: { schemas: { CardDetails: { properties: { nickname: { type: 'string' } } } } },
    });
  });

  test.each([
    [
      'a file of no operation',
      { 'getWidget.json': {} },
      'getWidget is not an operation with a response',
    ],
    ['nothing', {}, 'has no JSON files'],
  ])('exits with 1 for %s', async (name, files, reported) => {
    await record(name, files);
    const { code, stderr } = await run('probe', '--from', join(folder, name));
    expect(code).toBe(1);
    expect(stderr).toContain(reported);
  });

  test('reads shapes and tapes of the SDK beside bodies, and drafts one overlay of all', async () => {
    const bodies: Record<string, object> = {
      '/api/latest/cards/1': { ...exampleOf('getCard'), nickname: 'Ann Smith' },
      '/api/latest/cards/2': { ...exampleOf('getCard'), title: null },
    };
    const server = createServer(({ url = '' }, response) => {
      const body = bodies[url.replace(/\?.*/, '')];
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? { message: 'Ann Smith' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/api/latest`;
    const tape = recordTape();
    const shapes = recordShapes({ by: 'a test' });
    const token = 'secret';
    const taped = createKaiten({ baseUrl, token, fetch: tape.wrap() });
    await taped.cards.get({ card_id: 1 });
    await taped.cards.get({ card_id: 3 }).catch(() => {});
    const shaped = createKaiten({ baseUrl, token, fetch: shapes.wrap() });
    await shaped.cards.get({ card_id: 2 });
    server.close();

    const mixed = join(folder, 'mixed');
    await record('mixed', {
      'session.json': await tape.tape(),
      'acme.json': await shapes.shapes(),
      'getCard.json': { ...exampleOf('getCard'), size: 1 },
    });
    const draft = join(mixed, 'draft.overlay.yaml');
    const { code, stdout } = await run('probe', '--from', mixed, '--write-overlay', draft);
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(
      '2 responses and 1 recorded shape (1 left out: not JSON, a refusal or not an operation): the contract is not',
    );
    expect(stdout).toContain('unknown field nickname (string), seen 1 of 3 (getCard)');
    expect(stdout).toContain(
      'title: null, which the contract does not allow, seen 1 of 3 (getCard)',
    );
    const drafted = await readFile(draft, 'utf8');
    expect(drafted).toContain('nickname');
    expect(drafted).toContain('properties.title.type');
    expect(stdout + drafted).not.toContain('Smith');

    const alone = await run('probe', '--from', join(mixed, 'acme.json'), '--json');
    expect(JSON.parse(alone.stdout)).toMatchObject({ bodies: 0, shapes: 1, skipped: 0 });
  });

  test.each<[string, object, string]>([
    [
      'shapes of an unknown operation',
      {
        format: 'kaiten-shapes/1',
        recordings: [
          { operationId: 'getWidget', recorded: '2026', by: 'me', places: { $: { object: 1 } } },
        ],
      },
      '"getWidget" is not an operation of the contract',
    ],
    [
      'shapes of a later format',
      { format: 'kaiten-shapes/2', recordings: [] },
      'the format is "kaiten-shapes/2", not "kaiten-shapes/1"',
    ],
    [
      'a broken tape',
      { format: 'kaiten-tape/1', exchanges: [{ response: { status: 'Ann Smith', headers: {} } }] },
      '#/exchanges/0/response/status: is not what a tape (kaiten-tape/1) has there',
    ],
  ])('exits with 1 for %s', async (name, document, reported) => {
    await record(name, { 'sent.json': document });
    const { code, stderr } = await run('probe', '--from', join(folder, name));
    expect(code).toBe(1);
    expect(stderr).toContain(reported);
    expect(stderr).not.toContain('Smith');
  });

  test('quotes nothing of a file that is not JSON', async () => {
    await record('broken', {});
    await writeFile(join(folder, 'broken/getCard.json'), 'Ann Smith');
    const { code, stderr } = await run('probe', '--from', join(folder, 'broken'));
    expect(code).toBe(1);
    expect(stderr).toContain('getCard.json: is not JSON');
    expect(stderr).not.toContain('Smith');
  });

  test('exits with 2 if --from is missing', async () => {
    expect(await run('probe')).toMatchObject({ code: 2, stdout: '' });
  });
});

function exampleOf(operationId: string): object {
  const operation = contractOperations(contract).find((one) => one.operationId === operationId);
  return Object(operation && successfulResponsesOf(operation)[0]?.content.example);
}

async function record(name: string, files: Record<string, object>): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  for (const [file, value] of Object.entries(files)) {
    await writeFile(join(folder, name, file), JSON.stringify(value));
  }
}
