import { setTimeout as sleep } from 'node:timers/promises';
import { formatCount } from '../cli/format-count.ts';
import { parseLocation } from '../contracts/location.ts';
import type { KnownValidators, SpecAnswer } from './answer.ts';
import { isSpecError } from './errors.ts';
import { readSpecFile } from './read-spec-file.ts';
import { requestSpec } from './request.ts';
import { type Backoff, DEFAULT_BACKOFF, retryDelayMs } from './retry-policy.ts';

export interface FetchSettings {
  /**
   * How long one attempt may take, body included, in milliseconds.
   * @default 30000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How many times a request is repeated after a failure that may pass.
   * @default 2
   */
  readonly retries?: number | undefined;
  /** The waits between the attempts. */
  readonly backoff?: Backoff | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told before each wait: what went wrong, and how long the wait is, in milliseconds. */
  readonly onRetry?: ((failure: string, delayMs: number) => void) | undefined;
}

export interface FetchSpecOptions extends FetchSettings {
  /** What `parseLocation` understands. */
  readonly url: string;
  /** Makes the request conditional, where it goes to the URL they came from. */
  readonly validators?: KnownValidators | undefined;
  readonly limits: { readonly bytes: number };
}

const DEFAULTS = {
  timeoutMs: 30_000,
  retries: 2,
  backoff: DEFAULT_BACKOFF,
} satisfies FetchSettings;

/**
 * Reads the spec, as it is, from the network or a file.
 *
 * @throws SpecUnreachableError when nobody answered to the end, SpecRejectedError when the answer
 * is no document or too large, PipelineError when the URL is not one to read from, and the reason
 * of the signal when that is aborted.
 */
export async function fetchSpec(options: FetchSpecOptions): Promise<SpecAnswer> {
  const { limits, signal, validators } = options;
  const maxBytes = limits.bytes;
  const timeoutMs = options.timeoutMs ?? DEFAULTS.timeoutMs;
  const location = parseLocation(options.url);
  if (location.kind === 'file') return readSpecFile(location.path, maxBytes);
  return withRetries(
    () => requestSpec(location.url, { maxBytes, signal, timeoutMs, validators }),
    options,
  );
}

async function withRetries<T>(attempt: () => Promise<T>, settings: FetchSettings): Promise<T> {
  const { backoff = DEFAULTS.backoff, retries = DEFAULTS.retries, signal } = settings;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isSpecError(error) || !error.isTransient) throw error;
      if (number > retries) {
        if (number > 1) error.message += `, after ${formatCount(number, 'attempt')}`;
        throw error;
      }
      const delayMs = retryDelayMs(number, error.retryAfterMs, Math.random(), backoff);
      settings.onRetry?.(error.message, delayMs);
      await sleep(delayMs, undefined, signal && { signal }).catch(() => undefined);
      signal?.throwIfAborted();
    }
  }
}
