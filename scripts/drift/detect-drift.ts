import { relative } from 'node:path';
import { updateContractChangeset } from '../changeset/index.ts';
import { changedPaths } from '../cli/git.ts';
import type { Progress } from '../cli/progress.ts';
import { contractPaths } from '../contracts/paths.ts';
import { diffInSections, readComparison, sourceLines } from '../diff/index.ts';
import { downloadSpec } from '../download/index.ts';
import {
  MisfitError,
  type RegenerateOptions,
  type RegenerateReport,
  regenerate,
} from '../regenerate/index.ts';
import { changedFinding, type Finding, misfitFinding } from './finding.ts';

export interface DriftOptions {
  readonly root: string;
  /** Where the live spec is; see `npm start -- --help`. */
  readonly url?: string | undefined;
  readonly progress?: Progress;
  /** Whether code written for the last published version is compiled as well. @default true */
  readonly consumers?: boolean;
  /** Downloads, patches and generates. @default what `npm start` does */
  readonly pipeline?: (
    options: RegenerateOptions,
  ) => Promise<Pick<RegenerateReport, 'spec' | 'contract'>>;
}

/**
 * Checks whether the live spec is still the one that the repository was made from, and leaves the
 * consequences on disk: everything regenerated with a changeset, or, if the overlays no longer fit,
 * only the new pin.
 *
 * @throws `PipelineError` if the live spec cannot be downloaded or used.
 */
export async function detectDrift(options: DriftOptions): Promise<Finding> {
  const { consumers = true, pipeline = regenerate, progress, root, url } = options;
  const live = { root, requireLive: true, ...(url === undefined ? {} : { url }) };
  try {
    const { contract, spec } = await pipeline({ ...live, ...(progress ? { progress } : {}) });
    if ((await changedPaths(root)).length === 0) return { kind: 'none' };
    await updateContractChangeset(root, { consumers });
    return changedFinding(spec, contract, await diffSinceLastCommit(root));
  } catch (error) {
    if (!(error instanceof MisfitError)) throw error;
    await (await downloadSpec(live)).commit();
    return misfitFinding(error);
  }
}

async function diffSinceLastCommit(root: string) {
  const { base, head, policy } = await readComparison(root, { base: 'rev:HEAD' });
  return {
    ...(await diffInSections(base.document, head.document, policy)),
    base: base.name,
    head: relative(root, contractPaths(root).contract),
    sourceOf: await sourceLines(root),
  };
}
