import { PipelineError } from '../cli/problem.ts';
import { parseLocation } from '../contracts/location.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readSource } from '../contracts/source.ts';
import { SpecUnreachableError } from './failures.ts';
import { type FetchSettings, fetchSpec } from './fetch.ts';
import { parseSpec } from './parse-spec.ts';
import { type DownloadPlan, livePlan, notModifiedPlan, pinnedPlan } from './plan.ts';
import { readSnapshot } from './snapshot.ts';
import { knownResponse } from './validators.ts';
import { refuseLosses } from './verdicts.ts';

interface UrlOptions {
  /** Takes precedence over everything else. */
  readonly url?: string | undefined;
  /** `KAITEN_SPEC_URL` takes precedence over `source.json`. */
  readonly env?: { readonly KAITEN_SPEC_URL?: string | undefined } | undefined;
}

export interface ChosenUrl {
  /** The normalized URL, or an absolute path. */
  readonly url: string;
  /** Whether it is the URL of `source.json`, whose validators may be committed. */
  readonly isSource: boolean;
}

/** Chooses where to read the spec from. Throws PipelineError if that URL is not allowed. */
function chooseUrl({ env, url }: UrlOptions, sourceUrl: string): ChosenUrl {
  const chosen = canonical(url || env?.KAITEN_SPEC_URL || sourceUrl);
  return { url: chosen, isSource: chosen === canonical(sourceUrl) };
}

function canonical(text: string): string {
  const location = parseLocation(text);
  return location.kind === 'file' ? location.path : location.url.href;
}

export type { DownloadPlan } from './plan.ts';

export interface DownloadOptions extends UrlOptions, FetchSettings {
  /** The repository. */
  readonly root: string;
  /** Fails if the live spec is unavailable instead of continuing with the pinned one. */
  readonly requireLive?: boolean | undefined;
  /** Uses the pinned snapshot without a request. */
  readonly pinned?: boolean | undefined;
  /**
   * Continues even if a suspicious share of the pinned operations is missing.
   * @default false
   */
  readonly acceptRemovals?: boolean | undefined;
}

/**
 * Downloads the live spec. Writes nothing until `commit` of the returned plan is called.
 *
 * @param options The environment defaults to that of the process.
 * @throws SpecRejectedError if the response is unusable, SpecUnreachableError if a live spec is
 * required but unavailable, and PipelineError for problems in the files of the repository.
 */
export async function downloadSpec(options: DownloadOptions): Promise<DownloadPlan> {
  const { acceptRemovals = false, env = process.env, pinned, requireLive, root } = options;
  if (pinned && requireLive) {
    throw new PipelineError('The pinned snapshot and the live spec cannot both be requested');
  }
  const paths = contractPaths(root);
  const source = await readSource(displayPath(paths.source));
  const chosen = chooseUrl({ ...options, env }, source.url);
  const snapshot = await readSnapshot(displayPath(paths.upstream), displayPath(paths.lock));
  if (pinned) return pinnedPlan(chosen, snapshot, 'it was requested');

  const isPinRight = snapshot.isSound && snapshot.lock?.url === source.url;
  const known = isPinRight ? await knownResponse(root, chosen, snapshot) : undefined;
  try {
    const { limits } = source;
    const response = await fetchSpec({ ...options, url: chosen.url, limits, validators: known });
    if (response.kind === 'not-modified') {
      return notModifiedPlan(chosen, snapshot, known?.bytes ?? null);
    }
    const document = await parseSpec(response, limits);
    refuseLosses(snapshot.upstream, document, response.finalUrl, acceptRemovals);
    const download = { root, paths, chosen, sourceUrl: source.url, snapshot, isPinRight };
    return livePlan(download, response, document);
  } catch (error) {
    if (requireLive || !(error instanceof SpecUnreachableError)) throw error;
    return pinnedPlan(chosen, snapshot, error.message);
  }
}
