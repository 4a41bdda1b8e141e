import { join } from 'node:path';
import type { Progress } from '../cli/progress.ts';
import { runCommand } from '../cli/run-command.ts';
import { ROOT } from '../contracts/paths.ts';
import { downloadSpec } from '../download/index.ts';
import { regenerate } from '../regenerate/index.ts';
import type { DriftSteps } from './detect.ts';

/** What the pipeline does in a repository, by the scripts that people use. */
export function driftSteps(options: {
  readonly root: string;
  /** Where the live specification is; see `npm start -- --help`. */
  readonly url?: string | undefined;
  readonly progress?: Progress;
  /** Whether code of the last published version is compiled as well. @default true */
  readonly consumers?: boolean;
}): DriftSteps {
  const { consumers = true, progress, root, url } = options;
  const live = { root, ...(url === undefined ? {} : { url }), requireLive: true };
  const script = (name: string, ...args: string[]) =>
    runCommand(process.execPath, [join(ROOT, 'scripts', name, 'cli.ts'), ...args, '--root', root], {
      cwd: root,
    });
  return {
    async regenerate() {
      const { contract, spec } = await regenerate({ ...live, ...(progress ? { progress } : {}) });
      return { changes: spec.changes, uncategorised: contract.uncategorised };
    },
    pin: async () => (await downloadSpec(live)).commit(),
    async changeset() {
      await script('changeset', ...(consumers ? [] : ['--no-consumers']));
    },
    diff: () => script('diff', 'rev:HEAD', '--format', 'markdown'),
  };
}
