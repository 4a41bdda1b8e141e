import type { KnownValidators } from './answer.ts';
import { readCachedAnswer } from './cache.ts';
import type { ChosenUrl } from './choose-url.ts';
import type { Snapshot } from './snapshot.ts';

export interface KnownAnswer extends KnownValidators {
  /** Size of the document they came with. */
  readonly bytes: number;
}

/**
 * What makes a request conditional: validators that the same URL gave for the very shape that is on
 * the disk. The cache goes first, since it also knows of answers that changed only wording.
 */
export async function knownAnswer(
  root: string,
  { isSource, url }: ChosenUrl,
  { lock, shapeSha256 }: Snapshot,
): Promise<KnownAnswer | undefined> {
  const cached = await readCachedAnswer(root, url);
  if (cached?.shapeSha256 === shapeSha256) return cached;
  const hasValidators = Boolean(lock?.etag ?? lock?.lastModified);
  return isSource && lock && hasValidators ? { ...lock, url } : undefined;
}
