import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';

export const LAYERS = ['upstream', 'patch', 'packages', 'server', 'tenant'] as const;
export type LayerName = (typeof LAYERS)[number];

/** What one layer found. */
export interface LayerResult {
  readonly layer: LayerName;
  /**
   * - `unreachable`: it was to be looked at, and could not be: neither proven nor disproven.
   * - `not-asked`: nobody wanted it, so its absence is no news.
   */
  readonly status: 'passed' | 'failed' | 'unreachable' | 'not-asked';
  /** One line. */
  readonly summary: string;
  readonly problems: readonly Problem[];
  /** What a person reads below the problems. */
  readonly report?: string;
}

/** Passed where there is no problem, failed where there is one. */
export function judged(
  layer: LayerName,
  problems: readonly Problem[],
  summaries: { readonly passed: string; readonly failed: string },
): LayerResult {
  const status = problems.length === 0 ? 'passed' : 'failed';
  return { layer, status, summary: summaries[status], problems };
}
