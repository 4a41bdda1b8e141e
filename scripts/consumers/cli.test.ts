import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runScript } from '../cli/run-script.ts';
import { smallRepository } from './testing/repository.ts';

const RENAMED = { 'function updateThing': 'function changeThing' };

test('packages that keep what was promised break nothing', async () => {
  const root = await smallRepository();
  const [consumers, { code, stdout }] = await Promise.all([
    runScript('consumers', '--root', root),
    runScript('changeset', '--check', '--root', root),
  ]);
  expect(consumers).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^Nothing breaks: \d+ lines in 3 programs /),
    stderr: '',
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing changed (no changes)\n' });
});

test('packages that rename a function ask for a major, though the contract is the same', async () => {
  const root = await smallRepository(RENAMED);
  const [{ stdout }, check] = await Promise.all([
    runScript('consumers', '--root', root),
    runScript('changeset', '--check', '--root', root),
  ]);
  expect(stdout).toContain('Breaking: a major version');
  expect(stdout).toContain('breaking: updateThing  [updateThing]\n  some-things.ts:');

  expect(check.code).toBe(1);
  expect(check.stderr).toContain('@kaiten-sdk/client has no changeset');

  await runScript('changeset', '--root', root);
  const text = await readFile(join(root, '.changeset/contract.md'), 'utf8');
  expect(text).toContain('"@kaiten-sdk/client": major\n');
  expect(text).toContain('"kaiten-sdk": major\n');
  expect(text).toContain('- imports of updateThing no longer compile (');
});

test('contracts alone are compared on demand, without packages', async () => {
  const root = await smallRepository(RENAMED);
  const args = ['--check', '--no-consumers', '--root', root];
  expect((await runScript('changeset', ...args)).code).toBe(0);
});
