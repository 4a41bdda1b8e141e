import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runScript } from '../cli/run-script.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { serializeDocument } from '../cli/write.ts';

const document = (properties: object, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        tags: ['Things'],
        responses: {
          200: {
            description: 'All.',
            content: { 'application/json': { schema: { type: 'object', properties } } },
          },
        },
      },
    },
  },
  ...more,
});
const BASE = document({ name: { type: 'string' } });
const BROKEN = document({});
const ADDED = document({ name: { type: 'string' }, size: { type: 'integer' } });

const folder = (files: Record<string, object>) =>
  folderWith(
    Object.fromEntries(
      Object.entries(files).map(([name, one]) => [name, serializeDocument(one as never, name)]),
    ),
  );

test('compares JSON with YAML and prints each change, the reason for its level, and the migration', async () => {
  const at = await folder({ 'a.json': BASE, 'b.yaml': BROKEN });
  const { code, stdout } = await runScript('diff', join(at, 'a.json'), join(at, 'b.yaml'));
  expect(code).toBe(0);
  expect(stdout).toContain('Breaking changes: major version (1 breaking)');
  expect(stdout).toContain(
    'the 200 response of `listThings` no longer has property `name`  [listThings]',
  );
  expect(stdout).toContain('why: code that reads it does not compile');
  expect(stdout).toContain(
    '→ Remove code that reads property `name` of the 200 response of `listThings`.',
  );
});

test.each([
  ['breaking', BROKEN, 1],
  ['breaking', ADDED, 0],
  ['additive', ADDED, 1],
  ['wording', BASE, 0],
])('--fail-on %s', async (level, head, code) => {
  const at = await folder({ 'a.json': BASE, 'b.json': head });
  const run = await runScript('diff', join(at, 'a.json'), join(at, 'b.json'), '--fail-on', level);
  expect(run.code).toBe(code);
});

test('prints JSON with the documented properties', async () => {
  const at = await folder({ 'a.json': BASE, 'b.json': BROKEN });
  const { stdout } = await runScript(
    'diff',
    join(at, 'a.json'),
    join(at, 'b.json'),
    '--format',
    'json',
  );
  expect(JSON.parse(stdout)).toEqual({
    bump: 'major',
    summary: { breaking: 1, notable: 0, additive: 0, wording: 0 },
    changes: [
      {
        id: expect.stringMatching(/^response-optional-property-removed \/paths\//),
        rule: 'response-optional-property-removed',
        level: 'breaking',
        operationIds: ['listThings'],
        schemas: [],
        pointer: expect.stringMatching(/\/properties\/name$/),
        before: { type: 'string' },
        after: null,
        message: 'the 200 response of `listThings` no longer has property `name`',
        why: 'code that reads it does not compile',
        migrate: 'Remove code that reads property `name` of the 200 response of `listThings`.',
        code: [expect.any(String), expect.any(String)],
      },
    ],
  });
});

test('compares a git revision with a URL', async () => {
  const at = await folder({ 'specs/kaiten/openapi.json': BASE });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd: at,
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Base');
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(ADDED));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`;
  const policy = join(import.meta.dirname, '../../specs/kaiten/policy.yaml');
  const run = await runScript('diff', 'rev:HEAD', url, '--root', at, '--policy', policy);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toContain('No breaking changes: minor version (1 additive)');
  const unknown = await runScript('diff', 'rev:nowhere', url, '--root', at, '--policy', policy);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain('rev:nowhere cannot be read');
});

test.each([
  [{ swagger: '2.0', paths: {} }, 'it is Swagger 2.0'],
  [{ openapi: '4.0.0' }, 'it is OpenAPI 4.0.0'],
  [{}, 'it has no openapi property'],
  [[], 'it is an array'],
])('rejects %j', async (head, reason) => {
  const at = await folder({ 'a.json': BASE, 'b.json': head });
  const { code, stderr } = await runScript('diff', join(at, 'a.json'), join(at, 'b.json'));
  expect(code).toBe(1);
  expect(stderr).toContain(reason);
});

test.each([
  [['--format', 'pdf'], '--format must be one of text, markdown, json, html, github.'],
  [['--fail-on', 'all'], '--fail-on must be one of breaking, notable, additive, wording.'],
  [['a', 'b', 'c'], 'Pass at most two documents'],
])('rejects the arguments %j', async (args, message) => {
  const { code, stderr } = await runScript('diff', ...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('escapes workflow annotations', async () => {
  const head = document({ 'a%b': { type: 'string' }, name: { type: 'string' } });
  const at = await folder({ 'a.json': BASE, 'b.json': head });
  const args = [join(at, 'a.json'), join(at, 'b.json'), '--format', 'github'];
  const { stdout } = await runScript('diff', ...args);
  expect(stdout).toMatch(
    /^::notice title=Contract::No breaking changes: minor version \(1 additive\)$/m,
  );
  expect(stdout).toContain('the 200 response of `listThings` has a new property `a%25b`');
});
