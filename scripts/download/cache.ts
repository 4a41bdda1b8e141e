import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../cli/write.ts';
import { isObject } from '../openapi/json.ts';
import type { KnownValidators } from './answer.ts';
import { isHeaderValue } from './header-value.ts';

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
export async function readCachedAnswer(
  root: string,
  askedUrl: string,
): Promise<CachedAnswer | undefined> {
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
