import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../cli/write.ts';
import { isObject } from '../openapi/json.ts';
import type { ChosenUrl } from './download.ts';
import { isHeaderValue, type KnownValidators } from './response.ts';
import type { Snapshot } from './snapshot.ts';

/** The last response of one URL on this machine; not committed. */
export interface CachedResponse extends KnownValidators {
  /** The shape of the document that the validators belong to. */
  readonly shapeSha256: string;
  /** Size of the document. */
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly fetchedAt: string;
}

type ResponseCache = Readonly<Record<string, CachedResponse>>;

/** The cached response of a URL, from `.cache/spec-validators.json`. */
async function readCachedResponse(
  root: string,
  requestedUrl: string,
): Promise<CachedResponse | undefined> {
  const cache = await readCache(root);
  return Object.hasOwn(cache, requestedUrl) ? cache[requestedUrl] : undefined;
}

/** Caches the response, or removes the cached one if the response has no validators. */
export async function cacheResponse(
  root: string,
  requestedUrl: string,
  response: CachedResponse,
): Promise<void> {
  const { [requestedUrl]: previous, ...others } = await readCache(root);
  const isWorthKeeping = response.etag !== null || response.lastModified !== null;
  if (!isWorthKeeping && !previous) return;
  const cache = isWorthKeeping ? { ...others, [requestedUrl]: response } : others;
  await writeFileAtomic(pathIn(root), `${JSON.stringify(cache, null, 2)}\n`);
}

/** Ignores unreadable entries; the next request is then unconditional. */
async function readCache(root: string): Promise<ResponseCache> {
  try {
    const cache: unknown = JSON.parse(await readFile(pathIn(root), 'utf8'));
    const entries: [string, unknown][] = isObject(cache) ? Object.entries(cache) : [];
    return Object.fromEntries(entries.filter(isEntry));
  } catch {
    return {};
  }
}

function isEntry(entry: [string, unknown]): entry is [string, CachedResponse] {
  const [, response] = entry;
  return (
    isObject(response) &&
    [response.etag, response.lastModified].every(
      (value) => value === null || isHeaderValue(value),
    ) &&
    [response.url, response.shapeSha256, response.fetchedAt].every(
      (value) => typeof value === 'string',
    ) &&
    typeof response.bytes === 'number'
  );
}

function pathIn(root: string): string {
  return join(root, '.cache/spec-validators.json');
}

export interface KnownResponse extends KnownValidators {
  /** Size of the document that they were sent with. */
  readonly bytes: number;
}

/**
 * The validators for a conditional request: those that the same URL sent with the shape on disk.
 * The cache takes precedence, because it also covers responses in which only wording changed.
 */
export async function knownResponse(
  root: string,
  { isSource, url }: ChosenUrl,
  { lock, shapeSha256 }: Snapshot,
): Promise<KnownResponse | undefined> {
  const cached = await readCachedResponse(root, url);
  if (cached?.shapeSha256 === shapeSha256) return cached;
  const hasValidators = Boolean(lock?.etag ?? lock?.lastModified);
  return isSource && lock && hasValidators ? { ...lock, url } : undefined;
}
