import { delimiter, join } from 'node:path';
import type { Progress } from '../cli/progress.ts';
import { runCommand } from '../cli/run-command.ts';
import { clientEnvironment } from './client-environment.ts';
import { checkAsConsumer, PACKAGE_MANAGERS } from './consumer/check.ts';
import { typeCheckers } from './consumer/project.ts';
import { type PublicPackage, type Published, publicPackages, readPublished } from './packages.ts';
import { type Prepared, prepareRelease, stepsTo } from './prepare.ts';
import { readUplink, startRegistry } from './registry.ts';

export interface RehearseOptions {
  /** The repository; nothing is written to it. */
  readonly root: string;
  /** An empty folder for all files of the rehearsal; the caller removes it. */
  readonly scratch: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

export interface Rehearsal extends Prepared {
  readonly published: readonly Published[];
}

/**
 * Releases the repository in its current state to a registry on loopback, and tests the packages as
 * their users install them.
 *
 * @throws `PipelineError` with the output of the step that failed.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { progress, root, scratch, signal } = options;
  const step = stepsTo(progress);
  const clone = join(scratch, 'clone');
  const tools = join(root, 'node_modules/.bin');
  const env = {
    ...process.env,
    PATH: `${tools}${delimiter}${process.env.PATH}`,
    TMPDIR: scratch,
  };
  const prepared = await prepareRelease({ root, clone, env, step, signal });

  const packages = await publicPackages(clone);
  const registry = await startRegistry({
    folder: join(scratch, 'registry'),
    uplink: await readUplink({ cwd: root }),
    names: packages.map(({ name }) => name),
  });
  const environmentOf = (client: string) =>
    clientEnvironment({ home: join(scratch, `home-of-${client}`), registry: registry.url, tools });
  try {
    const published = await step(
      'publish',
      async () => publish(clone, packages, registry.url, await environmentOf('publisher'), signal),
      ({ length }) => `${length} packages`,
    );
    for (const manager of PACKAGE_MANAGERS) {
      await step(
        `use ${manager}`,
        async () =>
          checkAsConsumer({
            manager,
            folder: join(scratch, `with-${manager}`),
            packages,
            tools: await typeCheckers(root),
            env: await environmentOf(manager),
            signal,
          }),
        ({ exports, modules }) =>
          `types checked, ${modules} modules with ${exports} exports imported, server called`,
      );
    }
    return { ...prepared, published };
  } finally {
    await registry.stop();
  }
}

async function publish(
  clone: string,
  packages: readonly PublicPackage[],
  registry: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<Published[]> {
  await runCommand('changeset', ['publish', '--no-git-tag'], { cwd: clone, env, signal });
  return Promise.all(packages.map((one) => readPublished(registry, one)));
}
