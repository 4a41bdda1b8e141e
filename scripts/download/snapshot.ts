import { PipelineError, type Problem } from '../cli/problem.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { type Lock, readLock } from './lock.ts';
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
