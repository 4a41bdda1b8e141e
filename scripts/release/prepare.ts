import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readChangesets } from '@changesets/read';
import { changedPaths, gitIn } from '../cli/git.ts';
import { type Progress, silent } from '../cli/progress.ts';
import { runCommand } from '../cli/run-command.ts';

export interface Prepared {
  /** Files that were copied although they are not committed. */
  readonly uncommitted: readonly string[];
  /** How many changesets raised the versions. */
  readonly changesets: number;
}

/**
 * Prepares a clean clone for publishing: installs, raises the versions by its changesets, builds.
 * Without changesets, the versions in the manifests are used.
 */
export async function prepareRelease(options: {
  readonly root: string;
  readonly clone: string;
  readonly env: NodeJS.ProcessEnv;
  readonly step: Step;
  readonly signal?: AbortSignal | undefined;
}): Promise<Prepared> {
  const { clone, env, root, signal, step } = options;
  const run = (command: string, ...args: string[]) =>
    runCommand(command, args, { cwd: clone, env, signal });

  const { commit, uncommitted } = await step(
    'clone',
    () => cleanClone(root, clone),
    (cloned) => cloneOutcome(cloned.uncommitted.length),
  );
  await step('install', () => run('pnpm', 'install', '--frozen-lockfile', '--prefer-offline'));
  const changesets = await step(
    'version',
    async () => {
      const { length } = await readChangesets(clone);
      if (length === 0) return 0;
      await run('pnpm', 'changeset', 'version');
      await commit('Version packages');
      return length;
    },
    versionOutcome,
  );
  await step('build', () => run('node', 'scripts/regenerate/cli.ts', '--pinned', '--quiet'));
  return { uncommitted, changesets };
}

function cloneOutcome(uncommitted: number): string {
  return uncommitted === 0 ? 'the last commit' : `the last commit and ${uncommitted} changed files`;
}

function versionOutcome(changesets: number): string {
  return changesets === 0
    ? 'no changesets: uses the versions in the manifests'
    : `raised by ${changesets} changesets`;
}

/** The author of the commits in the clone. */
const REHEARSAL = { name: 'Release rehearsal', email: 'rehearsal@localhost' };

export interface CleanClone {
  /** Files that were copied although they are not committed. */
  readonly uncommitted: readonly string[];
  /** Commits all changes. */
  commit(message: string): Promise<void>;
}

/** Clones the last commit of a repository and commits a copy of its uncommitted changes. */
export async function cleanClone(
  root: string,
  folder: string,
  signal?: AbortSignal,
): Promise<CleanClone> {
  const git = gitIn(folder, { author: REHEARSAL, ...(signal ? { signal } : {}) });
  await gitIn(root)('clone', '--quiet', root, folder);
  const uncommitted = await changedPaths(root);
  await Promise.all(uncommitted.map((path) => copyOrRemove(join(root, path), join(folder, path))));
  const commit = async (message: string) => {
    await git('add', '--all');
    await git(
      ...['-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify'],
      ...['--message', message],
    );
  };
  if (uncommitted.length > 0) await commit('Copy uncommitted changes');
  return { uncommitted, commit };
}

async function copyOrRemove(from: string, to: string): Promise<void> {
  if (existsSync(from)) await cp(from, to);
  else await rm(to, { force: true });
}

export type Step = <T>(
  name: string,
  work: () => Promise<T>,
  outcome?: (result: T) => string,
) => Promise<T>;

/** Returns a function that runs a step and reports its result. */
export function stepsTo(progress: Progress = silent): Step {
  return async (name, work, outcome = () => 'done') => {
    const start = performance.now();
    progress.begin(name);
    const result = await work();
    progress.end(name, performance.now() - start, outcome(result));
    return result;
  };
}
