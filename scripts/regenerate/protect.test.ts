import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFiles } from '../cli/folder.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { writeFileAtomic } from '../cli/write.ts';
import { protect, recover } from './protect.ts';

const FILES = { 'lock.json': 'old', 'generated/a.ts': 'a', 'generated/deep/b.ts': 'b' };
const PROTECTED = ['lock.json', 'generated', 'new.json', 'new'];

const protectIn = (root: string, action: () => Promise<unknown>) =>
  protect(root, PROTECTED, action);

/** The files of a folder, without those that git ignores. */
async function filesIn(root: string): Promise<Record<string, string>> {
  const files = [...(await readFiles(root))];
  return Object.fromEntries(files.filter(([path]) => !path.startsWith('.cache/')));
}

async function changeEverything(root: string): Promise<void> {
  await writeFile(join(root, 'lock.json'), 'new');
  await rm(join(root, 'generated/deep'), { recursive: true });
  await writeFile(join(root, 'generated/c.ts'), 'c');
  await writeFile(join(root, 'new.json'), 'new');
}

test('a failure restores changed and removed files, removes new ones, and is rethrown', async () => {
  const root = await folderWith(FILES);
  const failure = new Error('the compiler failed');
  const attempt = protectIn(root, async () => {
    await changeEverything(root);
    throw failure;
  });
  await expect(attempt).rejects.toBe(failure);
  expect(await filesIn(root)).toEqual(FILES);
});

test('a failure does not touch files that did not change', async () => {
  const root = await folderWith(FILES);
  const { mtimeMs } = await stat(join(root, 'generated/a.ts'));
  await expect(protectIn(root, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect((await stat(join(root, 'generated/a.ts'))).mtimeMs).toBe(mtimeMs);
});

test('success keeps what was written and returns the result', async () => {
  const root = await folderWith(FILES);
  const result = await protectIn(root, async () => {
    await changeEverything(root);
    return 'done';
  });
  expect(result).toBe('done');
  expect(await filesIn(root)).toEqual({
    'lock.json': 'new',
    'new.json': 'new',
    'generated/a.ts': 'a',
    'generated/c.ts': 'c',
  });
});

describe('an action whose process is ended', () => {
  const OLD = { 'pin.json': 'old', 'contract.json': 'old', 'generated/a.ts': 'old' };
  const NEW = {
    'pin.json': 'new',
    'contract.json': 'new',
    'new.json': 'new',
    ...Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`generated/${n}/new.ts`, 'new'])),
  };
  /** Each ends four processes; KILL_RUNS asks for more. */
  const RUNS = Number(process.env.KILL_RUNS ?? 5);
  const WRITER = fileURLToPath(new URL('testing/protected-writer.ts', import.meta.url));

  test('leaves the old files or the new ones, whenever it ends and by whichever signal', async () => {
    const outcomes: string[] = [];
    const tryOnce = async (signal: NodeJS.Signals, ms: number) => {
      const root = await folderWith(OLD);
      const child = spawn(process.execPath, [WRITER, root], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      await sleep(ms);
      child.kill(signal);
      await ended;
      // Every other signal is handled by the process itself.
      if (signal === 'SIGKILL') await recover(root);
      const files = await filesIn(root);
      const isNew = 'new.json' in files;
      expect(files).toEqual(isNew ? NEW : OLD);
      outcomes.push(isNew ? 'new' : 'old');
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom<NodeJS.Signals>('SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT'),
            fc.integer({ min: 0, max: 120 }),
          ),
          { minLength: 4, maxLength: 4 },
        ),
        async (attempts) => {
          await Promise.all(attempts.map((attempt) => tryOnce(...attempt)));
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(new Set(outcomes)).toContain('old');
  }, 600_000);

  test('is not undone while it runs, and not after another commit was checked out', async () => {
    const root = await folderWith({ 'lock.json': 'new' });
    const journal = (pid: number, head: string | null) =>
      writeFileAtomic(
        join(root, '.cache/regenerate.journal.json'),
        JSON.stringify({ pid, head, before: { 'lock.json': 'old' } }),
      );
    await journal(process.ppid, null);
    await expect(recover(root)).rejects.toThrow('Another run is writing these files');
    const { pid } = spawnSync(process.execPath, ['--version']);
    await journal(pid ?? 0, 'a commit');
    expect(await recover(root)).toBe(false);
    expect(await filesIn(root)).toEqual({ 'lock.json': 'new' });
    expect(await recover(root)).toBe(false);
  });
});
