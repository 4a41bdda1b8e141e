import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../cli/write.ts';
import { isObject } from '../openapi/json.ts';
import type { ChosenUrl } from './download.ts';
import { isHeaderValue, type KnownValidators } from './response.ts';
import type { Snapshot } from './snapshot.ts';

/** What one URL answered with last, on this machine; not committed. */
export interface CachedAnswer extends KnownValidators {
  /** The shape that the validators stand for. */
  readonly shapeSha256: string;
  /** Size of the document. */
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly fetchedAt: string;
}

type Answers = Readonly<Record<string, CachedAnswer>>;

/** What is remembered of a URL, in `.cache/spec-validators.json`. */
async function readCachedAnswer(root: string, askedUrl: string): Promise<CachedAnswer | undefined> {
  const answers = await readAnswers(root);
  return Object.hasOwn(answers, askedUrl) ? answers[askedUrl] : undefined;
}

/** Remembers the answer; forgets the URL where the answer has nothing to recognise it by. */
export async function cacheAnswer(
  root: string,
  askedUrl: string,
  answer: CachedAnswer,
): Promise<void> {
  const { [askedUrl]: previous, ...others } = await readAnswers(root);
  const isWorthKeeping = answer.etag !== null || answer.lastModified !== null;
  if (!isWorthKeeping && !previous) return;
  const answers = isWorthKeeping ? { ...others, [askedUrl]: answer } : others;
  await writeFileAtomic(pathIn(root), `${JSON.stringify(answers, null, 2)}\n`);
}

/** Anything unreadable counts as not there: the next answer comes in full then. */
async function readAnswers(root: string): Promise<Answers> {
  try {
    const answers: unknown = JSON.parse(await readFile(pathIn(root), 'utf8'));
    const entries: [string, unknown][] = isObject(answers) ? Object.entries(answers) : [];
    return Object.fromEntries(entries.filter(isEntry));
  } catch {
    return {};
  }
}

function isEntry(entry: [string, unknown]): entry is [string, CachedAnswer] {
  const [, answer] = entry;
  return (
    isObject(answer) &&
    [answer.etag, answer.lastModified].every((value) => value === null || isHeaderValue(value)) &&
    [answer.url, answer.shapeSha256, answer.fetchedAt].every(
      (value) => typeof value === 'string',
    ) &&
    typeof answer.bytes === 'number'
  );
}

function pathIn(root: string): string {
  return join(root, '.cache/spec-validators.json');
}

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
