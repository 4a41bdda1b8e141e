import { PipelineError } from '../cli/problem.ts';
import { parseLocation } from '../contracts/location.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readSource } from '../contracts/source.ts';
import { SpecUnreachableError } from './failures.ts';
import { type FetchSettings, fetchSpec } from './fetch.ts';
import { parseSpec } from './parse-spec.ts';
import { type DownloadPlan, livePlan, notModifiedPlan, pinnedPlan } from './plan.ts';
import { readSnapshot } from './snapshot.ts';
import { knownAnswer } from './validators.ts';
import { refuseLosses } from './verdicts.ts';

interface UrlWishes {
  /** Goes before everything else. */
  readonly url?: string | undefined;
  /** `KAITEN_SPEC_URL` goes before `source.json`. */
  readonly env?: { readonly KAITEN_SPEC_URL?: string | undefined } | undefined;
}

export interface ChosenUrl {
  /** In its one canonical spelling: a URL, or an absolute path. */
  readonly url: string;
  /** Whether it is the one of `source.json`, so that what it answers may be committed. */
  readonly isSource: boolean;
}

/** Where to read the spec from. Throws PipelineError when that is no place to read from. */
function chooseUrl({ env, url }: UrlWishes, sourceUrl: string): ChosenUrl {
  const chosen = canonical(url || env?.KAITEN_SPEC_URL || sourceUrl);
  return { url: chosen, isSource: chosen === canonical(sourceUrl) };
}

function canonical(text: string): string {
  const location = parseLocation(text);
  return location.kind === 'file' ? location.path : location.url.href;
}

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
