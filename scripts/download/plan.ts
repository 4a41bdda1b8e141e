import type { Problem } from '../cli/problem.ts';
import { countDocument, type DocumentCounts } from '../openapi/count.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { OperationChanges } from './changes.ts';
import type { ChosenUrl } from './choose-url.ts';
import { type Snapshot, usableUpstream } from './snapshot.ts';

/** What a download found, before anything is written. */
export interface DownloadPlan extends ChosenUrl {
  /**
   * - `not-modified`: the server said so, nothing was sent.
   * - `unchanged`: it sent a document of the pinned shape.
   * - `changed`: it sent a document of another shape.
   * - `pinned`: nobody was asked, or nobody answered; `reason` says which.
   */
  readonly outcome: 'not-modified' | 'unchanged' | 'changed' | 'pinned';
  /** Why the pinned snapshot is used; absent when the live spec is. */
  readonly reason?: string;
  /** The shape to go on with. */
  readonly upstream: JsonObject;
  /** The operations that differ from the pinned ones; none unless `changed`. */
  readonly changes: OperationChanges;
  /** Counts of the shape, and the size of the document as published where that is known. */
  readonly stats: DocumentCounts & { readonly bytes: number | null };
  /** What was wrong with the pinned files and did not keep the download from working. */
  readonly warnings: readonly Problem[];
  /** Writes what has to be: both files or none. Run twice, it changes nothing more. */
  commit(): Promise<void>;
}

export const NO_CHANGES = { added: [], removed: [], changed: [] } satisfies OperationChanges;

/** Goes on from the pinned snapshot. Throws PipelineError when that is broken. */
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
