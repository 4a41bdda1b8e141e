import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { contractPaths } from '../contracts/paths.ts';
import type { Json, JsonObject } from '../openapi/json.ts';
import { contractDocument, operation, withPaths } from '../openapi/sample-document.ts';
import { overlayOf } from '../testing/overlay-of.ts';
import { DOCUMENT_ACTIONS, sampleRepository } from '../testing/sample-repository.ts';

const SCRIPT = fileURLToPath(new URL('cli.ts', import.meta.url));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patch-'));
});
afterAll(() => rm(folder, { recursive: true }));

function patch(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function file(name: string, content: Json): Promise<string> {
  const text = typeof content === 'string' ? content : stringify(content);
  await writeFile(join(folder, name), name.endsWith('.json') ? JSON.stringify(content) : text);
  return name;
}

function textOf(name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

function exists(name: string): Promise<boolean> {
  return access(join(folder, name)).then(
    () => true,
    () => false,
  );
}

const RETITLE = overlayOf([{ target: '$.info', update: { title: 'Mine' } }]).document;

describe.concurrent('patching any document', () => {
  it('reads YAML and JSON and writes the format of the output file name', async () => {
    const base = await file('both.yaml', stringify(contractDocument()));
    const one = await file('both-1.json', RETITLE);
    const two = await file(
      'both-2.overlay.yaml',
      overlayOf([{ target: '$.info.title', update: 'Ours' }]).document,
    );
    const args = ['--input', base, '--overlay', one, '--overlay', two, '--output'];
    const runs = await Promise.all([patch(...args, 'both.json'), patch(...args, 'new/out.yml')]);
    expect(runs).toEqual(Array(2).fill({ code: 0, stdout: '', stderr: '' }));
    const want = { ...contractDocument(), info: { title: 'Ours', version: '1.0.0' } };
    expect(JSON.parse(await textOf('both.json'))).toEqual(want);
    expect(parse(await textOf('new/out.yml'))).toEqual(want);
  });

  it.each([[[]], [['--output', '-']]])('prints JSON with %j', async (output) => {
    const base = await file('print.json', contractDocument());
    const overlay = await file('print.yaml', RETITLE);
    const run = await patch('--input', base, '--overlay', overlay, ...output);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toHaveProperty('info.title', 'Mine');
    expect(run.stdout.startsWith('{\n  "openapi"')).toBe(true);
  });

  it('fails on a target that matches nothing, and writes nothing', async () => {
    const base = await file('strict.json', contractDocument());
    const overlay = await file(
      'strict.yaml',
      overlayOf([{ target: '$.inof', update: {} }, ...(RETITLE.actions as Json[])]).document,
    );
    const args = ['--input', base, '--overlay', overlay, '--output', 'strict-out.json'];
    expect(await patch(...args)).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'The overlays cannot be applied: one problem',
        '  strict.yaml #/actions/0: action 1, target $.inof: matches nothing',
        "    → $ has no 'inof': the nearest path is $.info",
        '',
      ].join('\n'),
    });
    expect(await exists('strict-out.json')).toBe(false);
    expect(await patch(...args, '--lenient')).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(await textOf('strict-out.json'))).toHaveProperty('info.title', 'Mine');
  });

  it.each([[[]], [['--lenient']]])(
    'does not change the output if the result is invalid, with %j',
    async (options) => {
      const name = `kept${options.length}`;
      const base = await file(`${name}.json`, contractDocument());
      const output = await file(`${name}-out.json`, 'before');
      const actions = [{ target: '$.paths', update: { '/a': { get: { responses: 7 } } } }];
      const overlay = await file(`${name}.yaml`, overlayOf(actions).document);
      const args = ['--input', base, '--overlay', overlay, '--output', output];
      const run = await patch(...args, ...options);
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toContain(`${output} was not written`);
      expect(await textOf(output)).toBe('"before"');
    },
  );

  it('with --lenient only warns about a valid result that cannot be generated from', async () => {
    const paths = { '/a/{id}': { get: operation('getA') } };
    const base = await file('unfit.json', withPaths(paths as JsonObject));
    const overlay = await file('unfit.yaml', RETITLE);
    const args = ['--input', base, '--overlay', overlay, '--output', 'unfit-out.json'];
    const strict = await patch(...args);
    expect(strict).toMatchObject({ code: 1, stderr: expect.stringContaining('/a/{id}') });
    expect(await exists('unfit-out.json')).toBe(false);
    const lenient = await patch(...args, '--lenient');
    expect(lenient).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^warning: unfit-out/),
    });
    expect(await exists('unfit-out.json')).toBe(true);
  });

  it.each([
    ['OpenAPI 3.0', { ...contractDocument(), openapi: '3.0.3' }],
    ['Arazzo', { arazzo: '1.0.1', info: {} }],
    ['AsyncAPI', { asyncapi: '3.0.0', info: {} }],
    ['an overlay', RETITLE],
  ])('writes %s with a note that it was not validated', async (name, document) => {
    const base = await file(`other-${name}.json`, document as Json);
    const overlay = await file(`other-${name}.yaml`, RETITLE);
    const run = await patch('--input', base, '--overlay', overlay);
    expect(run.stderr).toBe(
      'warning: patched document: is not an OpenAPI 3.1 document, so it was not validated as one\n',
    );
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toHaveProperty('info.title', 'Mine');
  });

  it('only warns with --lenient of what just our generators reject', async () => {
    const responses = { 200: { description: 'OK', content: {} } };
    const document = {
      ...withPaths({ '/a': { get: { operationId: 'delete', responses } } }),
      components: { schemas: { 'Card.v2': { $ref: './cards.json' } } },
    };
    const base = await file('ours.json', document);
    const overlay = await file('ours.yaml', RETITLE);
    const strict = await patch('--input', base, '--overlay', overlay);
    expect(strict).toMatchObject({ code: 1, stdout: '' });
    const lenient = await patch('--input', base, '--overlay', overlay, '--lenient');
    expect(lenient.code).toBe(0);
    expect(JSON.parse(lenient.stdout)).toHaveProperty('info.title', 'Mine');
    for (const part of ['"delete" is a reserved word', '"Card.v2"', '"./cards.json"']) {
      expect(strict.stderr).toContain(part);
      expect(lenient.stderr).toContain(part);
    }
  });

  it.each<[string, Json | undefined, string]>([
    ['missing.json', undefined, 'the file does not exist'],
    ['cut.json', undefined, 'is not valid JSON'],
    ['swagger.json', { swagger: '2.0', info: {} }, 'swagger.json is Swagger 2.0, not OpenAPI 3'],
  ])('rejects %s', async (name, content, message) => {
    if (content !== undefined) await file(name, content);
    if (name === 'cut.json') await writeFile(join(folder, name), '{"openapi": ');
    const overlay = await file(`${name}.overlay.yaml`, RETITLE);
    const run = await patch('--input', name, '--overlay', overlay);
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
    expect(run.stderr).not.toContain('    at ');
  });

  it.each([
    ['an unknown option', ['--strict'], "Unknown option '--strict'"],
    ['an option without its value', ['--input'], "'--input <value>' argument missing"],
    ['an argument', ['contract.json'], 'Unexpected argument'],
    ['no overlay', ['--input', 'a.json'], '--input needs at least one --overlay'],
    ['no input', ['--overlay', 'a.yaml'], 'go with --input'],
    [
      'an input and a root',
      ['--input', 'a', '--overlay', 'b', '--root', '.'],
      'cannot be combined with --input',
    ],
  ])('exits with the usage for %s', async (_, args, message) => {
    const run = await patch(...args);
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
    expect(run.stderr).toContain('Usage: pnpm -s spec:patch');
  });

  it('prints the usage for --help', async () => {
    const run = await patch('--help');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('--lenient');
  });
});

describe.concurrent('patching the contract', () => {
  it('writes it once, prints its counts, and does not touch it if it is unchanged', async () => {
    const repository = await sampleRepository();
    const { contract } = contractPaths(repository.root);
    const first = await patch('--root', repository.root);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /openapi\.json written: 3 operations, 0 schemas, 5 actions of 2 overlays\n$/,
    );
    const text = await readFile(contract, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.1', info: { title: 'Spaces' } });
    const second = await patch('--root', repository.root);
    expect(second.stdout).toContain('openapi.json unchanged: 3 operations');
    expect(await readFile(contract, 'utf8')).toBe(text);
    await repository.remove();
  });

  it('writes a table of differences between documentation and server', async () => {
    const repository = await sampleRepository();
    const { mismatches } = contractPaths(repository.root);
    const note = { where: 'listSpaces', field: 'response.500', documented: null, real: '500' };
    const withNote = (more: JsonObject) => {
      const notes = [{ ...note, source: 'cli', ...more }];
      const action = { target: '$.info.title', update: 'Spaces', 'x-mismatches': notes };
      return repository.write('overlays/spaces.overlay.yaml', overlayOf([action]).document);
    };
    await withNote({ kind: 'status' });
    expect(await patch('--root', repository.root)).toMatchObject({ code: 0, stderr: '' });
    const table = await readFile(mismatches, 'utf8');
    expect(table).toContain('| `listSpaces` | `response.500` | nothing | 500 | cli | yes |');
    await withNote({ kind: 'stattus' });
    const run = await patch('--root', repository.root);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/#\/actions\/0\/x-mismatches\/0\/kind: kind must be one of/);
    expect(await readFile(mismatches, 'utf8')).toBe(table);
    await repository.remove();
  });

  it('warns about operations that no overlay describes', async () => {
    const repository = await sampleRepository();
    const actions = overlayOf(DOCUMENT_ACTIONS.slice(0, 3)).document;
    await repository.write('overlays/document.overlay.yaml', actions);
    const run = await patch('--root', repository.root);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(
      /^warning: .*DELETE \/spaces\/\{space_id\}\/boards\/\{id\} is descri/,
    );
    await repository.remove();
  });

  it('fails if upstream differs from what an overlay expects, and keeps the contract', async () => {
    const repository = await sampleRepository();
    const { contract } = contractPaths(repository.root);
    await writeFile(contract, 'before');
    const actions = [{ target: '$.info', 'x-expect': { title: 'API' }, update: {} }];
    await repository.write('overlays/spaces.overlay.yaml', overlayOf(actions).document);
    const run = await patch('--root', repository.root);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(
      /spaces\.overlay\.yaml #\/actions\/0: action 1, target \$\.info: expected "API" at \/info\/title, found "Kaiten API"\n {4}→ Upstream has changed here/,
    );
    expect(await readFile(contract, 'utf8')).toBe('before');
    await repository.remove();
  });

  it('fails without a pinned upstream', async () => {
    const repository = await sampleRepository();
    await rm(contractPaths(repository.root).upstream);
    const run = await patch('--root', repository.root);
    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('upstream.json: the file does not exist'),
    });
    await repository.remove();
  });
});
