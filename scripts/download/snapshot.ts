import { readFile } from 'node:fs/promises';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import type { DocumentCounts } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { isHeaderValue, type Validators } from './response.ts';
import { hashShape } from './shape.ts';

/** The pinned spec as it is on the disk, sound or not. */
export interface Snapshot {
  readonly upstream?: JsonObject;
  /** The hash of what `upstream.json` holds now, whatever the lock says. */
  readonly shapeSha256?: string;
  readonly lock?: Lock;
  /** Whether the lock is there and speaks of this `upstream.json`. */
  readonly isSound: boolean;
  /** What is wrong with the two files; none when sound. */
  readonly problems: readonly Problem[];
}

/** Reads what is there; files that are missing or broken are problems of the snapshot. */
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
 * The pinned spec to go on from.
 *
 * @param reason Why it is needed.
 * @throws PipelineError when it is missing, broken or not what the lock says. A lock that is
 * missing or broken proves nothing against it.
 */
export function usableUpstream(snapshot: Snapshot, reason: string): JsonObject {
  const { isSound, lock, problems, upstream } = snapshot;
  if (upstream && (isSound || !lock)) return upstream;
  throw new PipelineError(`The pinned snapshot is needed, because ${reason}, but broken`, problems);
}

async function readUpstream(path: string): Promise<JsonObject | Problem[]> {
  try {
    const document = await readDocument(path);
    return isObject(document) ? document : [{ file: path, message: 'is no object' }];
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

/** What `upstream.lock.json` says of the download that `upstream.json` comes from. */
export interface Lock extends Validators, DocumentCounts {
  /** The url of `source.json`, whatever place the spec was read from. */
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
      message: `${reason}; it counts as absent`,
      hint: 'The next download writes it anew.',
    },
  };
}
