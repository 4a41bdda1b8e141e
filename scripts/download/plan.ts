import { formatCount } from '../cli/format-count.ts';
import type { Problem } from '../cli/problem.ts';
import { serializeDocument, writeFilesAtomic } from '../cli/write.ts';
import type { contractPaths } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { countDocument, type DocumentCounts } from '../openapi/operations.ts';
import { changesBetween, type OperationChanges } from './changes.ts';
import type { ChosenUrl } from './download.ts';
import type { SpecDocument } from './response.ts';
import { hashShape, normalise, serializeShape, sha256 } from './shape.ts';
import { type Lock, type Snapshot, usableUpstream } from './snapshot.ts';
import { cacheResponse } from './validators.ts';
import { verdictsOn } from './verdicts.ts';

/** The result of a download, before anything is written. */
export interface DownloadPlan extends ChosenUrl {
  /**
   * - `not-modified`: the server responded with 304.
   * - `unchanged`: the server sent a document of the pinned shape.
   * - `changed`: the server sent a document of a different shape.
   * - `pinned`: no request was made, or no response arrived; see `reason`.
   */
  readonly outcome: 'not-modified' | 'unchanged' | 'changed' | 'pinned';
  /** Why the pinned snapshot is used; absent when the live spec is. */
  readonly reason?: string;
  /** The shape to continue with. */
  readonly upstream: JsonObject;
  /** The operations that differ from the pinned ones; none unless `changed`. */
  readonly changes: OperationChanges;
  /** Counts of the shape, and the size of the published document if known. */
  readonly stats: DocumentCounts & { readonly bytes: number | null };
  /** Problems of the pinned files that did not prevent the download. */
  readonly warnings: readonly Problem[];
  /** Writes the changed files, both or none. Safe to call twice. */
  commit(): Promise<void>;
}

const NO_CHANGES = { added: [], removed: [], changed: [] } satisfies OperationChanges;

/** Continues with the pinned snapshot. Throws PipelineError if it is broken. */
export function pinnedPlan(chosen: ChosenUrl, snapshot: Snapshot, reason: string): DownloadPlan {
  const upstream = usableUpstream(snapshot, reason);
  return {
    ...snapshotPlan(chosen, snapshot, upstream, snapshot.lock?.bytes ?? null),
    outcome: 'pinned',
    reason,
  };
}

export function notModifiedPlan(
  chosen: ChosenUrl,
  snapshot: Snapshot,
  bytes: number | null,
): DownloadPlan {
  const upstream = usableUpstream(snapshot, 'the live spec was not modified');
  return { ...snapshotPlan(chosen, snapshot, upstream, bytes), outcome: 'not-modified' };
}

function snapshotPlan(
  chosen: ChosenUrl,
  { problems }: Snapshot,
  upstream: JsonObject,
  bytes: number | null,
): Omit<DownloadPlan, 'outcome'> {
  return {
    ...chosen,
    upstream,
    changes: NO_CHANGES,
    stats: { ...countDocument(upstream), bytes },
    warnings: problems,
    commit: async () => {},
  };
}

interface Download {
  readonly root: string;
  readonly paths: ReturnType<typeof contractPaths>;
  readonly chosen: ChosenUrl;
  readonly sourceUrl: string;
  readonly snapshot: Snapshot;
  /** Whether the pinned files are valid, apart from a newer shape. */
  readonly isPinRight: boolean;
}

/** The plan for a valid document from the server. */
export function livePlan(
  { chosen, isPinRight, paths, root, snapshot, sourceUrl }: Download,
  response: SpecDocument,
  document: JsonObject,
): DownloadPlan {
  const upstream = normalise(document);
  const shapeSha256 = hashShape(upstream);
  const isSame = snapshot.shapeSha256 === shapeSha256;
  const bytes = response.bytes.byteLength;
  const fetchedAt = new Date().toISOString();

  const lock = (): Lock => ({
    url: sourceUrl,
    ...(chosen.isSource ? committable(response, chosen, fetchedAt) : NOTHING_OF_THE_SOURCE),
    bytesSha256: sha256(response.bytes),
    shapeSha256,
    bytes,
    ...countDocument(upstream),
    openapi: String(upstream.openapi),
  });

  return {
    ...chosen,
    outcome: isSame ? 'unchanged' : 'changed',
    upstream,
    changes: isSame ? NO_CHANGES : changesBetween(snapshot.upstream ?? {}, upstream),
    stats: { ...countDocument(upstream), bytes },
    warnings: [...snapshot.problems, ...verdictsOn(snapshot.upstream ?? {}, upstream)],
    async commit() {
      // First the cache: when the pair then fails, its hash fits no file and it is not used.
      const { etag, finalUrl: url, lastModified } = response;
      await cacheResponse(root, chosen.url, {
        url,
        etag,
        lastModified,
        shapeSha256,
        bytes,
        fetchedAt,
      });
      if (isSame && isPinRight) return;
      await writeFilesAtomic([
        { path: paths.upstream, content: serializeShape(upstream) },
        { path: paths.lock, content: serializeDocument({ ...lock() }, paths.lock) },
      ]);
    },
  };
}

type SourceFields = Pick<Lock, 'etag' | 'lastModified' | 'fetchedAt'>;

const NOTHING_OF_THE_SOURCE = {
  etag: null,
  lastModified: null,
  fetchedAt: null,
} satisfies SourceFields;

/** CacheValidators received after a redirect belong to another URL. */
function committable(response: SpecDocument, { url }: ChosenUrl, fetchedAt: string): SourceFields {
  const { etag, finalUrl, lastModified } = response;
  return finalUrl === url
    ? { etag, lastModified, fetchedAt }
    : { etag: null, lastModified: null, fetchedAt };
}

const MOST_CHANGES_SHOWN = 20;

/** Formats a download as text: a summary and a line for each changed operation. */
export function formatPlan(plan: DownloadPlan): string {
  return [`${headline(plan)}: ${sizeOf(plan)}`, ...changeLines(plan)].join('\n');
}

/** The plan without the document, for JSON output. */
export function reportOf({ upstream, ...report }: DownloadPlan): object {
  return report;
}

function headline({ outcome, reason, url }: DownloadPlan): string {
  switch (outcome) {
    case 'pinned':
      return `Pinned snapshot, because ${reason}`;
    case 'not-modified':
      return `Live spec from ${url}, not modified`;
    case 'unchanged':
      return `Live spec from ${url}, unchanged`;
    case 'changed':
      return `Live spec from ${url}, changed`;
  }
}

function sizeOf({ stats }: DownloadPlan): string {
  return `${formatCount(stats.operations, 'operation')}, ${formatCount(stats.schemas, 'schema')}`;
}

function changeLines({ changes, outcome }: DownloadPlan): string[] {
  if (outcome !== 'changed') return [];
  const lines = [
    ...changes.added.map((operation) => `  + ${operation}`),
    ...changes.removed.map((operation) => `  - ${operation}`),
    ...changes.changed.map((operation) => `  ~ ${operation}`),
  ];
  if (lines.length === 0) return ['  no operation differs, but something around them does'];
  const rest = lines.length - MOST_CHANGES_SHOWN;
  return rest > 0 ? [...lines.slice(0, MOST_CHANGES_SHOWN), `  and ${rest} more`] : lines;
}
