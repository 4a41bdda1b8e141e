import { changedPaths } from '../cli/changed-paths.ts';
import { MisfitError } from '../regenerate/index.ts';
import { changedFinding, type Regenerated } from './changed.ts';
import type { Finding } from './finding.ts';
import { misfitFinding } from './misfit.ts';

/** What a look takes; each step works on the files of the repository. */
export interface DriftSteps {
  /** Downloads, patches and generates. Throws `MisfitError` where the overlays do not fit. */
  regenerate(): Promise<Regenerated>;
  /** Pins the live specification and makes nothing of it. */
  pin(): Promise<void>;
  /** Writes the changeset. */
  changeset(): Promise<void>;
  /** What differs from the last commit, as Markdown that starts with the verdict. */
  diff(): Promise<string>;
}

/**
 * Finds out whether the live specification is still what the repository was made from, and leaves
 * what follows from it on disk: everything regenerated with a changeset, or only the new pin.
 *
 * @throws `PipelineError` where the live specification cannot be had or used.
 */
export async function detectDrift(root: string, steps: DriftSteps): Promise<Finding> {
  try {
    const report = await steps.regenerate();
    if ((await changedPaths(root)).length === 0) return { kind: 'none' };
    await steps.changeset();
    return changedFinding(report, await steps.diff());
  } catch (error) {
    if (!(error instanceof MisfitError)) throw error;
    await steps.pin();
    return misfitFinding(error);
  }
}
