import { serializeDocument, writeFilesAtomic } from '../cli/write.ts';
import type { contractPaths } from '../contracts/paths.ts';
import { countDocument } from '../openapi/count.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { SpecDocument } from './answer.ts';
import { cacheAnswer } from './cache.ts';
import { changesBetween } from './changes.ts';
import type { ChosenUrl } from './choose-url.ts';
import type { Lock } from './lock.ts';
import { normalise } from './normalise.ts';
import { type DownloadPlan, NO_CHANGES } from './plan.ts';
import { hashShape, serializeShape, sha256 } from './shape.ts';
import type { Snapshot } from './snapshot.ts';
import { verdictsOn } from './verdicts.ts';

interface Download {
  readonly root: string;
  readonly paths: ReturnType<typeof contractPaths>;
  readonly chosen: ChosenUrl;
  readonly sourceUrl: string;
  readonly snapshot: Snapshot;
  /** Whether the pinned files are what they should be, but for a newer shape. */
  readonly isPinRight: boolean;
}

/** What to do with a document that came and is sound. */
export function livePlan(
  { chosen, isPinRight, paths, root, snapshot, sourceUrl }: Download,
  answer: SpecDocument,
  document: JsonObject,
): DownloadPlan {
  const upstream = normalise(document);
  const shapeSha256 = hashShape(upstream);
  const isSame = snapshot.shapeSha256 === shapeSha256;
  const bytes = answer.bytes.byteLength;
  const fetchedAt = new Date().toISOString();

  const lock = (): Lock => ({
    url: sourceUrl,
    ...(chosen.isSource ? committable(answer, chosen, fetchedAt) : NOTHING_OF_THE_SOURCE),
    bytesSha256: sha256(answer.bytes),
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
      const { etag, finalUrl: url, lastModified } = answer;
      await cacheAnswer(root, chosen.url, {
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

/** Validators that came after a redirect are another URL's. */
function committable(answer: SpecDocument, { url }: ChosenUrl, fetchedAt: string): SourceFields {
  const { etag, finalUrl, lastModified } = answer;
  return finalUrl === url
    ? { etag, lastModified, fetchedAt }
    : { etag: null, lastModified: null, fetchedAt };
}
