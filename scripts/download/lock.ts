import { readFile } from 'node:fs/promises';
import type { Problem } from '../cli/problem.ts';
import type { DocumentCounts } from '../openapi/count.ts';
import { isObject } from '../openapi/json.ts';
import type { Validators } from './answer.ts';
import { isHeaderValue } from './header-value.ts';

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

/** Reads the lock file. A broken one is a problem to tell, not one to fail on: it can be rebuilt. */
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
    return broken(path, isMissing ? 'there is no such file' : (error as Error).message);
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
