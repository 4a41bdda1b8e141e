import { delimiter, join } from 'node:path';
import type { Progress } from '../cli/progress.ts';
import { runCommand } from '../cli/run-command.ts';
import { checkTools } from './check-tools.ts';
import { clientEnvironment } from './client-environment.ts';
import { checkAsConsumer, PACKAGE_MANAGERS } from './consumer/check.ts';
import { type Prepared, prepareRelease } from './prepare.ts';
import { type PublicPackage, publicPackages } from './public-packages.ts';
import { type Published, readPublished } from './published.ts';
import { startRegistry } from './registry.ts';
import { stepsTo } from './steps.ts';
import { readUplink } from './uplink.ts';

export interface RehearseOptions {
  /** The repository; nothing is written to it. */
  readonly root: string;
  /** An empty folder for everything that is made; whoever calls removes it. */
  readonly scratch: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

export interface Rehearsal extends Prepared {
  readonly published: readonly Published[];
}

/**
 * Releases what the repository is now to a registry on loopback instead of the real one, and looks
 * at the packages as their users get them.
 *
 * @throws `PipelineError` with the words of the step that failed.
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
            tools: await checkTools(root),
            env: await environmentOf(manager),
            signal,
          }),
        ({ exports, modules }) => `types right, ${modules} modules with ${exports} exports, calls`,
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
