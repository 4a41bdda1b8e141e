import { readFile } from 'node:fs/promises';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import type { DocumentCounts } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { type CacheValidators, isHeaderValue } from './response.ts';
import { hashShape } from './shape.ts';

/** The pinned spec as it is on the disk, sound or not. */
export interface Snapshot {
  readonly upstream?: JsonObject;
  /** The hash of the current `upstream.json`, regardless of the lock. */
  readonly shapeSha256?: string;
  readonly lock?: Lock;
  /** Whether the lock is there and speaks of this `upstream.json`. */
  readonly isSound: boolean;
  /** The problems of the two files; empty if there are none. */
  readonly problems: readonly Problem[];
}

/** Reads both files. Missing or invalid files are problems of the snapshot. */
export async function readSnapshot(upstreamPath: string, lockPath: string): Promise<Snapshot> {
  const [upstream, { lock, problem }] = await Promise.all([
    readUpstream(upstreamPath),
    readLock(lockPath),
  ]);
  const known = lock ? { lock } : {};
  if (Array.isArray(upstream)) return { ...known, isSound: false, problems: upstream };

  const shapeSha256 = hashShape(upstream);
  if (!lock) return { upstream, shapeSha256, isSound: false, problems: [problem] };

  const isSound = lock.shapeSha256 === shapeSha256;
  const problems = isSound ? [] : [mismatch(upstreamPath)];
  return { upstream, shapeSha256, lock, isSound, problems };
}

/**
 * Returns the pinned spec to continue with.
 *
 * @param reason Why it is needed.
 * @throws PipelineError if it is missing or invalid, or if a valid lock does not match it.
 */
export function usableUpstream(snapshot: Snapshot, reason: string): JsonObject {
  const { isSound, lock, problems, upstream } = snapshot;
  if (upstream && (isSound || !lock)) return upstream;
  throw new PipelineError(`The pinned snapshot is needed, because ${reason}, but broken`, problems);
}

async function readUpstream(path: string): Promise<JsonObject | Problem[]> {
  try {
    const document = await readDocument(path);
    return isObject(document) ? document : [{ file: path, message: 'is not an object' }];
  } catch (error) {
    if (error instanceof PipelineError) return [...error.problems];
    throw error;
  }
}

function mismatch(file: string): Problem {
  return {
    file,
    message: 'is not the shape that upstream.lock.json was written for',
    hint: 'Take both files from the same commit; upstream.json is never edited by hand.',
  };
}

/** Contents of `upstream.lock.json`: the download that produced `upstream.json`. */
export interface Lock extends CacheValidators, DocumentCounts {
  /** The url of `source.json`, even if the spec was read from elsewhere. */
  readonly url: string;
  /** Size and hash of the document as published. */
  readonly bytes: number;
  readonly bytesSha256: string;
  readonly shapeSha256: string;
  /** The OpenAPI version that the document names. */
  readonly openapi: string;
  /** ISO 8601, UTC; `null` when the spec was read from somewhere else than `url`. */
  readonly fetchedAt: string | null;
}

export type LockReading =
  | { readonly lock: Lock; readonly problem?: never }
  | { readonly lock?: never; readonly problem: Problem };

/** Reads the lock file. A broken one is reported but is not an error, because it can be rebuilt. */
export async function readLock(path: string): Promise<LockReading> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    const wrong = isObject(value)
      ? Object.entries(FIELDS).find(([name, fits]) => !fits(value[name]))?.[0]
      : 'the whole';
    return wrong
      ? broken(path, `${wrong} is missing or wrong`)
      : { lock: value as unknown as Lock };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return broken(path, isMissing ? 'the file does not exist' : (error as Error).message);
  }
}

const isString = (value: unknown) => typeof value === 'string' && value.length > 0;
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isSha256 = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const orNull = (fits: (value: unknown) => boolean) => (value: unknown) =>
  value === null || fits(value);

const FIELDS = {
  url: isString,
  etag: orNull(isHeaderValue),
  lastModified: orNull(isHeaderValue),
  bytesSha256: isSha256,
  shapeSha256: isSha256,
  bytes: isCount,
  operations: isCount,
  schemas: isCount,
  paths: isCount,
  openapi: isString,
  fetchedAt: orNull(isTime),
} satisfies Record<keyof Lock, (value: unknown) => boolean>;

function broken(file: string, reason: string): LockReading {
  return {
    problem: {
      file,
      message: `${reason}; the file is ignored`,
      hint: 'The next download rewrites it.',
    },
  };
}
