import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { PipelineError } from './problem.ts';
import { runCommand } from './run-command.ts';
import { withTemporaryFolder } from './temporary.ts';
import { folderWith } from './temporary-folder.ts';

const node = (program: string, options: { signal?: AbortSignal } = {}) =>
  runCommand(process.execPath, ['--eval', program], { cwd: tmpdir(), ...options });

test('returns what a program printed to standard output', async () => {
  expect(await node('console.log(1); console.error(2)')).toBe('1\n');
});

test('throws an error with the last lines of output', async () => {
  const program = 'for (let i = 0; i < 99; i++) console.log("line " + i); process.exit(3)';
  const error: Error = await node(program).catch((reason) => reason);
  expect(error).toBeInstanceOf(PipelineError);
  expect(error.message).toMatch(/ failed\nline 59\n[\s\S]*line 98$/);
});

test('throws an error if the program does not exist', async () => {
  const running = runCommand('no-such-program', [], { cwd: tmpdir() });
  await expect(running).rejects.toThrow(/^no-such-program failed\n.*ENOENT/);
});

test('throws the reason of the signal', async () => {
  const reason = new PipelineError('Interrupted');
  const signal = AbortSignal.abort(reason);
  await expect(node('setInterval(() => {}, 1000)', { signal })).rejects.toBe(reason);
  const abort = new AbortController();
  const running = node('setInterval(() => {}, 1000)', { signal: abort.signal });
  setImmediate(() => abort.abort(reason));
  await expect(running).rejects.toBe(reason);
});

test('also stops processes that the program started, which keep its output open', async () => {
  const file = join(await folderWith({}), 'started');
  const grandchild = `require('node:fs').writeFileSync(process.argv[1], ''); setInterval(() => {}, 1000)`;
  const args = JSON.stringify(['--eval', grandchild, file]);
  const program = `require('node:child_process').spawn(process.execPath, ${args}, { stdio: 'inherit' })`;
  const abort = new AbortController();
  const running = node(program, { signal: abort.signal });
  await vi.waitUntil(() => existsSync(file), { timeout: 10_000 });
  abort.abort(new PipelineError('Interrupted'));
  await expect(running).rejects.toThrow('Interrupted');
});

test('removes a temporary folder afterwards, even if the action fails', async () => {
  const folders: string[] = [];
  const use = async (folder: string) => {
    folders.push(folder);
    await writeFile(join(folder, 'file'), '');
    return 7;
  };
  expect(await withTemporaryFolder('test-', use)).toBe(7);
  const failing = withTemporaryFolder('test-', async (folder) => {
    await use(folder);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
});

test('an interrupt stops the action and removes the folder', async () => {
  let used = '';
  const running = withTemporaryFolder('test-', async (folder, signal) => {
    used = folder;
    setImmediate(() => process.emit('SIGINT'));
    return node('setInterval(() => {}, 1000)', { signal });
  });
  await expect(running).rejects.toThrow('Interrupted');
  expect(existsSync(used)).toBe(false);
});
