import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../contracts/paths.ts';

const execute = promisify(execFile);

export interface WorkspaceCopy {
  readonly root: string;
  /** The output of `git status --porcelain`: the differences to the last commit. */
  status(): Promise<string>;
  /** Makes the current files the state that `status` compares with. */
  commit(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * For tests: copies this repository as it is on disk into a new git repository and installs its
 * dependencies. Nothing is built in it.
 *
 * @param options.withCache Whether it can use the build cache of this repository. @default false
 */
export async function copyWorkspace({ withCache = false } = {}): Promise<WorkspaceCopy> {
  const root = await mkdtemp(join(tmpdir(), 'workspace-'));
  try {
    if (withCache) await linkCache(root);
    return await copyInto(root);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

/** Links each entry of the build cache; new entries of the copy stay in the copy. */
async function linkCache(root: string): Promise<void> {
  const [from, to] = [ROOT, root].map((folder) => join(folder, '.turbo/cache')) as [string, string];
  await mkdir(to, { recursive: true });
  const entries = await readdir(from).catch(() => []);
  await Promise.all(entries.map((entry) => symlink(join(from, entry), join(to, entry))));
}

async function copyInto(root: string): Promise<WorkspaceCopy> {
  const files = await filesOfWorkspace();
  await Promise.all(files.map((file) => cp(join(ROOT, file), join(root, file))));
  await install(root);
  const commit = async () => {
    await git(root, 'add', '--all');
    await git(root, ...IDENTITY, 'commit', '--quiet', '--no-verify', '--message', 'As on disk');
  };
  await git(root, 'init', '--quiet');
  await commit();
  return {
    root,
    status: () => git(root, 'status', '--porcelain', '--untracked-files=all'),
    commit,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const IDENTITY = [
  ...['-c', 'user.name=Test', '-c', 'user.email=test@example.com'],
  ...['-c', 'commit.gpgsign=false'],
];

async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute('git', args, { cwd, env: ENVIRONMENT, maxBuffer: 2 ** 26 });
  return stdout;
}

/** A git hook that runs the tests names its own repository in the environment. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')),
);

async function filesOfWorkspace(): Promise<string[]> {
  const listed = await git(ROOT, 'ls-files', '-z', '-co', '--exclude-standard');
  const files = listed.split('\0').filter((file) => file !== '');
  return files.filter((file) => existsSync(join(ROOT, file)));
}

/**
 * Installs from pnpm's store, which has all packages once this repository is installed. Linking the
 * modules of this repository instead would make pnpm reinstall them through the link.
 */
async function install(root: string): Promise<void> {
  const pnpm = join(ROOT, 'node_modules/.bin/pnpm');
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--dir', root];
  await execute(pnpm, args, { cwd: root, env: ENVIRONMENT, maxBuffer: 2 ** 26 });
}
