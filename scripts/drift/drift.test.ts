import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { changedPaths, gitIn } from '../cli/git.ts';
import { formatError, PipelineError } from '../cli/problem.ts';
import { runScript } from '../cli/run-script.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import type { JsonObject } from '../openapi/json.ts';
import { json } from '../testing/scripted-server.ts';
import { detectDrift } from './detect-drift.ts';
import type { Finding } from './finding.ts';
import { proposeFinding } from './pull-request.ts';
import { fakeGh } from './testing/fake-gh.ts';
import { published, type SampleDrift, sampleDrift } from './testing/sample-drift.ts';

const WIDGET = { operationId: 'get_widgets', responses: { '200': {} } };

const withWidgets = published(({ paths }) => {
  (paths as JsonObject)['/widgets'] = { get: WIDGET };
});
const withoutPath = (path: string) => published(({ paths }) => delete (paths as JsonObject)[path]);
const fixed = published((document) => {
  document.openapi = '3.0.4';
  operation(document, '/spaces', 'get').operationId = 'listSpaces';
});

test('finds nothing if the live spec is the pinned one', async () => {
  const { root, options } = await sampleDrift();
  expect(await detectDrift(options)).toEqual({ kind: 'none' });
  expect(await changedPaths(root)).toEqual([]);
});

test('upstream added an operation: regenerates, with a changeset and a report', async () => {
  const { root, server, options } = await sampleDrift();
  server.publish(withWidgets);
  const finding = found(await detectDrift(options));
  expect(finding.kind).toBe('changed');
  expect(finding.title).toBe('Follow the live spec: no breaking changes: minor version');
  expect(finding.body).toContain('- added: `GET /widgets`');
  expect(finding.body).toContain('- `GET /widgets`: responses are typed unknown');
  expect(finding.body).toContain('## No breaking changes: minor version');
  expect(finding.body).toContain('from `rev:HEAD` to `specs/kaiten/openapi.json`');
  expect(await changedPaths(root)).toEqual([
    'specs/kaiten/openapi.json',
    'specs/kaiten/overlays.lock.json',
    'specs/kaiten/upstream.json',
    'specs/kaiten/upstream.lock.json',
    '.changeset/contract.md',
  ]);
  expect(await readFile(join(root, '.changeset/contract.md'), 'utf8')).toContain(
    '"@kaiten-sdk/client": minor',
  );
});

test('upstream fixed operations that overlays patch: lists the actions to remove', async () => {
  const { root, server, options } = await sampleDrift();
  server.publish(fixed);
  const finding = found(await detectDrift(options));
  expect(finding.kind).toBe('misfit');
  expect(finding.title).toBe('Follow the live spec: 2 overlay actions to remove or revise');
  expect(finding.body).toMatch(
    /^- \[ \] `\S*document\.overlay\.yaml`, `action 1, target \$: expected "3\.0\.3" at \/openapi, found "3\.0\.4"`$/m,
  );
  expect(finding.body).toMatch(
    /^- \[ \] `\S+`, `action 2, target \$\.paths\['\/spaces'\]\.get: expected "get_spaces" at .*found "listSpaces"`$/m,
  );
  expect(finding.body).toContain('npm start -- --pinned continues without the change.');
  expect(await changedPaths(root)).toEqual([
    'specs/kaiten/upstream.json',
    'specs/kaiten/upstream.lock.json',
  ]);
});

test('upstream removed an operation that an overlay patches: lists that action', async () => {
  const { server, options } = await sampleDrift();
  server.publish(withoutPath('/spaces/{space_id}/boards/{id}'));
  const finding = found(await detectDrift(options));
  expect(finding.title).toBe('Follow the live spec: 1 overlay action to remove or revise');
  expect(finding.body).toMatch(
    /- \[ \] `\S+`, `action 4, target \$\.paths\S+delete: matches nothing/,
  );
});

test.each<[string, (drift: SampleDrift) => unknown, RegExp]>([
  ['the server is down', ({ server }) => server.stop(), /ECONNREFUSED/],
  [
    'it became Swagger',
    ({ server }) => server.respondWith(json({ swagger: '2.0' })),
    /Swagger 2\.0/,
  ],
  ['it became empty', ({ server }) => server.respondWith(json({})), /is not a usable spec/],
])('fails and writes nothing if %s', async (_, happen, message) => {
  const drift = await sampleDrift();
  await happen(drift);
  const error = await detectDrift(drift.options).catch((reason) => reason);
  expect(error).toBeInstanceOf(PipelineError);
  expect(formatError(error)).toMatch(message);
  expect(await changedPaths(drift.root)).toEqual([]);
});

test('uses one pull request: opens it, updates it with a misfit, and closes it', async () => {
  const { remote, root, server, options } = await sampleDrift();
  const gh = await fakeGh();
  const target = { root, remote: 'origin', base: 'main', env: gh.env };
  const follow = async () => proposeFinding(target, await detectDrift(options));
  const runs = async () => (await gh.runs()).map(([, command, ...args]) => [command, ...args]);

  server.publish(withWidgets);
  expect(await follow()).toBe('drift/contract pushed, its pull request opened');
  expect(await runs()).toContainEqual(
    expect.arrayContaining(['create', '--base', 'main', '--head', 'drift/contract']),
  );
  expect(await remote('show', 'drift/contract:specs/kaiten/openapi.json')).toContain('/widgets');
  expect(await remote('show', 'drift/contract:.changeset/contract.md')).toContain('minor');

  await gh.open({ number: 3, isCrossRepository: false });
  await fresh(root);
  server.publish(fixed);
  expect(await follow()).toBe('drift/contract pushed, its pull request updated');
  expect(await runs()).toContainEqual(
    expect.arrayContaining([
      ...['edit', '3', '--title'],
      'Follow the live spec: 2 overlay actions to remove or revise',
    ]),
  );
  const files = await remote('diff', '--name-only', 'main', 'drift/contract');
  expect(files).toBe('specs/kaiten/upstream.json\nspecs/kaiten/upstream.lock.json\n');

  await fresh(root);
  server.publish(published());
  expect(await follow()).toBe('Nothing to propose: pull request 3 closed');
});

test('the command proposes what a report contains', async () => {
  const { remote, root } = await sampleDrift();
  const gh = await fakeGh();
  vi.stubEnv('PATH', gh.env.PATH);
  onTestFinished(() => void vi.unstubAllEnvs());
  const report = join(await folderWith({}), 'drift.json');
  await writeFile(report, JSON.stringify({ kind: 'changed', title: 'News', body: 'All.' }));
  await writeFile(join(root, 'new.txt'), 'new');

  const run = await runScript('drift', 'propose', '--report', report, '--root', root);
  const stdout = 'drift/contract pushed, its pull request opened\n';
  expect(run).toEqual({ code: 0, stderr: '', stdout });
  expect(await remote('show', 'drift/contract:new.txt')).toBe('new');
  expect((await gh.runs()).map(([group, command]) => `${group} ${command}`)).toEqual([
    'pr list',
    'pr create',
    'workflow run',
  ]);
});

test.each([
  [[], '--report is required.'],
  [['--report', 'r.json'], 'The command must be detect or propose.'],
  [['guess', '--report', 'r.json'], 'The command must be detect or propose.'],
  [['detect', 'propose', '--report', 'r.json'], 'Pass one command: detect or propose.'],
])('rejects the arguments %j', async (args, message) => {
  const { code, stderr } = await runScript('drift', ...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

function found(finding: Finding): Exclude<Finding, { kind: 'none' }> {
  if (finding.kind === 'none') throw new Error('nothing was found');
  return finding;
}

function operation({ paths }: JsonObject, path: string, method: string): JsonObject {
  return ((paths as JsonObject)[path] as JsonObject)[method] as JsonObject;
}

/** A clean checkout of the main branch, as the next run starts with. */
async function fresh(root: string): Promise<void> {
  const git = gitIn(root);
  await git('reset', '--quiet', '--hard');
  await git('clean', '--quiet', '--force', '-d');
}
