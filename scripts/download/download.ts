import { PipelineError } from '../cli/problem.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readSource } from '../contracts/source.ts';
import { chooseUrl, type UrlWishes } from './choose-url.ts';
import { SpecUnreachableError } from './errors.ts';
import { type FetchSettings, fetchSpec } from './fetch-spec.ts';
import { knownAnswer } from './known-answer.ts';
import { livePlan } from './live-plan.ts';
import { parseSpec } from './parse-spec.ts';
import { type DownloadPlan, notModifiedPlan, pinnedPlan } from './plan.ts';
import { refuseLosses } from './refuse-losses.ts';
import { readSnapshot } from './snapshot.ts';

export type { DownloadPlan } from './plan.ts';

export interface DownloadOptions extends UrlWishes, FetchSettings {
  /** The repository. */
  readonly root: string;
  /** Fails when the live spec cannot be had, instead of going on with the pinned one. */
  readonly requireLive?: boolean | undefined;
  /** Asks nobody and goes on from the pinned snapshot. */
  readonly pinned?: boolean | undefined;
  /**
   * Goes on when a suspicious share of the pinned operations is gone.
   * @default false
   */
  readonly acceptRemovals?: boolean | undefined;
}

/**
 * Finds out what the live spec is now, and writes nothing: the plan's `commit` does.
 *
 * @param options The environment defaults to that of the process.
 * @throws PipelineError: SpecRejectedError for an answer that is of no use, SpecUnreachableError for
 * none when a live one is required, and itself for anything wrong in our own files.
 */
export async function downloadSpec(options: DownloadOptions): Promise<DownloadPlan> {
  const { acceptRemovals = false, env = process.env, pinned, requireLive, root } = options;
  if (pinned && requireLive) {
    throw new PipelineError('The pinned snapshot and the live spec cannot both be asked for');
  }
  const paths = contractPaths(root);
  const source = await readSource(displayPath(paths.source));
  const chosen = chooseUrl({ ...options, env }, source.url);
  const snapshot = await readSnapshot(displayPath(paths.upstream), displayPath(paths.lock));
  if (pinned) return pinnedPlan(chosen, snapshot, 'it was asked for');

  const isPinRight = snapshot.isSound && snapshot.lock?.url === source.url;
  const known = isPinRight ? await knownAnswer(root, chosen, snapshot) : undefined;
  try {
    const { limits } = source;
    const answer = await fetchSpec({ ...options, url: chosen.url, limits, validators: known });
    if (answer.kind === 'not-modified') {
      return notModifiedPlan(chosen, snapshot, known?.bytes ?? null);
    }
    const document = await parseSpec(answer, limits);
    refuseLosses(snapshot.upstream, document, answer.finalUrl, acceptRemovals);
    const download = { root, paths, chosen, sourceUrl: source.url, snapshot, isPinRight };
    return livePlan(download, answer, document);
  } catch (error) {
    if (requireLive || !(error instanceof SpecUnreachableError)) throw error;
    return pinnedPlan(chosen, snapshot, error.message);
  }
}
