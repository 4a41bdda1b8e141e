import { execFile } from 'node:child_process';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readFiles } from '../cli/folder.ts';
import { PipelineError } from '../cli/problem.ts';
import { writeFileAtomic } from '../cli/write.ts';
import { replaceFiles } from '../generate/index.ts';

const INTERRUPTED = 'Interrupted: all files were restored';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What the protected paths contained before an action: a text, the files of a folder, or nothing. */
interface Journal {
  /** The process that runs the action. */
  readonly pid: number;
  /** The commit that is checked out; `null` outside of a repository. */
  readonly head: string | null;
  readonly before: Readonly<Record<string, string | Record<string, string> | null>>;
}

/**
 * Runs an action that writes these files and folders. If it fails, or the process receives SIGINT,
 * SIGTERM or SIGHUP, they are restored, new ones are removed, and the error is rethrown. If the process
 * is killed, `recover` restores them.
 *
 * @param root The repository; the journal is in its `.cache`.
 * @param paths The files and folders, relative to the root.
 * @param action Its signal is aborted by an interrupt; the files are restored when it has ended.
 */
export async function protect<T>(
  root: string,
  paths: readonly string[],
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const journal = await remember(root, paths);
  await writeFileAtomic(journalOf(root), JSON.stringify(journal));
  const interrupt = new AbortController();
  const abort = () => interrupt.abort(new PipelineError(INTERRUPTED));
  // A terminal that has closed takes no more output: without a listener, that would end the process.
  const ignore = () => {};
  for (const signal of SIGNALS) process.on(signal, abort);
  process.stdout.on('error', ignore);
  try {
    const result = await action(interrupt.signal);
    interrupt.signal.throwIfAborted();
    return result;
  } catch (error) {
    await restore(root, journal);
    interrupt.signal.throwIfAborted();
    throw error;
  } finally {
    // Without the journal, what is on disk counts: this is the last step of success and of failure.
    await rm(journalOf(root), { force: true });
    for (const signal of SIGNALS) process.off(signal, abort);
    process.stdout.off('error', ignore);
  }
}

/**
 * Restores the files of an action whose process was killed, unless another commit was checked out since.
 *
 * @returns Whether files were restored.
 * @throws `PipelineError` if the action is still running.
 */
export async function recover(root: string): Promise<boolean> {
  const path = journalOf(root);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const journal: Journal = JSON.parse(text);
  if (isRunning(journal.pid)) {
    throw new PipelineError('Another run is writing these files', [
      {
        message: `process ${journal.pid} is still running`,
        hint: `Wait for it, or remove ${path}.`,
      },
    ]);
  }
  const isSameCommit = journal.head === (await headOf(root));
  if (isSameCommit) await restore(root, journal);
  await rm(path);
  return isSameCommit;
}

function journalOf(root: string): string {
  return join(root, '.cache/regenerate.journal.json');
}

async function remember(root: string, paths: readonly string[]): Promise<Journal> {
  const before = await Promise.all(
    paths.map(async (path) => [path, await contentOf(join(root, path))] as const),
  );
  return { pid: process.pid, head: await headOf(root), before: Object.fromEntries(before) };
}

async function contentOf(path: string): Promise<string | Record<string, string> | null> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return null;
  return stats.isDirectory()
    ? Object.fromEntries(await readFiles(path))
    : await readFile(path, 'utf8');
}

async function restore(root: string, { before }: Journal): Promise<void> {
  await Promise.all(
    Object.entries(before).map(([path, content]) => restorePath(join(root, path), content)),
  );
  const folders = new Set(Object.keys(before).map((path) => dirname(join(root, path))));
  await Promise.all([...folders].map(removeTemporaryFiles));
}

async function restorePath(path: string, content: string | Record<string, string> | null) {
  if (content === null) await rm(path, { recursive: true, force: true });
  else if (typeof content === 'string') await writeFileAtomic(path, content);
  else await replaceFiles(path, new Map(Object.entries(content)));
}

/** Removes what a process that was killed had written beside a file, to replace it with. */
async function removeTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const temporary = names.filter((name) =>
    /\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/.test(name),
  );
  await Promise.all(temporary.map((name) => rm(join(folder, name), { force: true })));
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function headOf(root: string): Promise<string | null> {
  return promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}
