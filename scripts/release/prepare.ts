import { readChangesets } from '@changesets/read';
import { runCommand } from '../cli/run-command.ts';
import { cleanClone } from './clean-clone.ts';
import type { Step } from './steps.ts';

export interface Prepared {
  /** Files that came along though they are in no commit. */
  readonly uncommitted: readonly string[];
  /** How many changesets raised the versions. */
  readonly changesets: number;
}

/**
 * Makes a clean clone that is ready to be published: installed, versioned by its changesets, built.
 * Without a changeset the versions are as they stand in the manifests.
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
    ? 'no changesets: with the versions that are there'
    : `raised by ${changesets} changesets`;
}
