import { formatCount } from '@kaiten-sdk/scripts/cli/index.ts';
import { diffInSections, formatText, type Policy } from '@kaiten-sdk/scripts/diff/index.ts';
import {
  type DownloadPlan,
  downloadSpec,
  type FetchSettings,
  SpecRejectedError,
  SpecUnreachableError,
  verdictsOn,
} from '@kaiten-sdk/scripts/download/index.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { LayerResult } from './layer.ts';

export interface UpstreamLayerOptions extends FetchSettings {
  /** The repository. */
  readonly root: string;
  /** The shape that is pinned in it. */
  readonly snapshot: JsonObject;
  readonly policy: Policy;
  /** Where to read the live spec. @default `KAITEN_SPEC_URL`, then source.json */
  readonly url?: string | undefined;
}

/** Tells whether the live spec still is the pinned one. Writes nothing. */
export async function upstreamLayer(options: UpstreamLayerOptions): Promise<LayerResult> {
  try {
    // What counts as a loss is told below, in the words of drift.
    const plan = await downloadSpec({ ...options, requireLive: true, acceptRemovals: true });
    return plan.outcome === 'changed' ? drifted(plan, options) : unchanged(plan);
  } catch (error) {
    if (error instanceof SpecUnreachableError) return unreachable(error);
    if (error instanceof SpecRejectedError) return rejected(error);
    throw error;
  }
}

function unchanged({ stats, url }: DownloadPlan): LayerResult {
  return {
    layer: 'upstream',
    status: 'passed',
    summary: `${url} is as pinned: ${formatCount(stats.operations, 'operation')}`,
    problems: [],
  };
}

function unreachable(error: SpecUnreachableError): LayerResult {
  return {
    layer: 'upstream',
    status: 'unreachable',
    summary: `skipped: the live spec cannot be reached, so nobody knows whether it is as pinned: ${error.message}`,
    problems: error.problems,
  };
}

function rejected(error: SpecRejectedError): LayerResult {
  return { layer: 'upstream', status: 'failed', summary: error.message, problems: error.problems };
}

async function drifted(
  { upstream, url }: DownloadPlan,
  { policy, snapshot }: UpstreamLayerOptions,
): Promise<LayerResult> {
  const verdicts = verdictsOn(snapshot, upstream);
  const diff = await diffInSections(snapshot, upstream, policy);
  const report = formatText({
    ...diff,
    base: 'pinned',
    head: url,
    sourceOf: () => undefined,
  });
  const [verdict] = verdicts;
  return {
    layer: 'upstream',
    status: 'failed',
    summary:
      verdict?.message ??
      `the live spec differs from the pinned one: ${formatCount(diff.changes.length, 'change')}`,
    problems: verdicts.slice(1),
    report:
      diff.changes.length > 0 ? report : 'No operation differs, but something around them does.',
  };
}
