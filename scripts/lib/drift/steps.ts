import { join } from 'node:path';
import { runCommand } from '../cli/run-command.ts';
import { ROOT } from '../contract/paths.ts';
import type { Progress } from '../regenerate/progress.ts';
import { regenerate } from '../regenerate/regenerate.ts';
import { downloadSpec } from '../upstream/download.ts';
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
    runCommand(process.execPath, [join(ROOT, 'scripts', name), ...args, '--root', root], {
      cwd: root,
    });
  return {
    async regenerate() {
      const { contract, spec } = await regenerate({ ...live, ...(progress ? { progress } : {}) });
      return { changes: spec.changes, uncategorised: contract.uncategorised };
    },
    pin: async () => (await downloadSpec(live)).commit(),
    async changeset() {
      await script('spec-changeset.ts', ...(consumers ? [] : ['--no-consumers']));
    },
    diff: () => script('diff.ts', 'rev:HEAD', '--format', 'markdown'),
  };
}
