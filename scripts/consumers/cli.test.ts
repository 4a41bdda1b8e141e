import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runScript } from '../cli/run-script.ts';
import { smallRepository } from './testing/small-repository.ts';

const RENAMED = { 'function updateThing': 'function changeThing' };

test('reports no changes for packages with the same exports', async () => {
  const root = await smallRepository();
  const [consumers, { code, stdout }] = await Promise.all([
    runScript('consumers', '--root', root),
    runScript('changeset', '--check', '--root', root),
  ]);
  expect(consumers).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^No breaking changes: \d+ lines in 3 programs /),
    stderr: '',
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'No changes (0 changes)\n' });
});

test('requires a major version if a function was renamed without a change of the contract', async () => {
  const root = await smallRepository(RENAMED);
  const [{ stdout }, check] = await Promise.all([
    runScript('consumers', '--root', root),
    runScript('changeset', '--check', '--root', root),
  ]);
  expect(stdout).toContain('Breaking changes: major version');
  expect(stdout).toContain('breaking: `updateThing`  [updateThing]\n  some-things.ts:');

  expect(check.code).toBe(1);
  expect(check.stderr).toContain('@kaiten-sdk/client has no changeset');

  await runScript('changeset', '--root', root);
  const text = await readFile(join(root, '.changeset/contract.md'), 'utf8');
  expect(text).toContain('"@kaiten-sdk/client": major\n');
  expect(text).toContain('"kaiten-sdk": major\n');
  expect(text).toContain('- imports of `updateThing` no longer compile (');
});

test('--no-consumers only compares the contracts', async () => {
  const root = await smallRepository(RENAMED);
  const args = ['--check', '--no-consumers', '--root', root];
  expect((await runScript('changeset', ...args)).code).toBe(0);
});
