import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { excerpt, formatCount } from '../cli/format-count.ts';
import { parseLocation, whyNotAllowed, withoutCredentials } from '../contracts/location.ts';
import {
  type Backoff,
  DEFAULT_BACKOFF,
  describeNetworkFailure,
  isSpecError,
  retryDelayMs,
  SpecRejectedError,
  SpecUnreachableError,
} from './failures.ts';
import {
  type KnownValidators,
  readSpecResponse,
  type SpecDocument,
  type SpecResponse,
  tooLarge,
} from './response.ts';

export interface FetchSettings {
  /**
   * Timeout of one attempt, including the response body, in milliseconds.
   * @default 30000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Maximum number of retries after a transient failure.
   * @default 2
   */
  readonly retries?: number | undefined;
  /** The waits between the attempts. */
  readonly backoff?: Backoff | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called before each retry with the failure and the delay in milliseconds. */
  readonly onRetry?: ((failure: string, delayMs: number) => void) | undefined;
}

export interface FetchSpecOptions extends FetchSettings {
  /** A URL or a path that `parseLocation` accepts. */
  readonly url: string;
  /** Makes the request conditional if it goes to the URL that sent these validators. */
  readonly validators?: KnownValidators | undefined;
  readonly limits: { readonly bytes: number };
}

const DEFAULTS = {
  timeoutMs: 30_000,
  retries: 2,
  backoff: DEFAULT_BACKOFF,
} satisfies FetchSettings;

/**
 * Reads the unmodified spec from the network or a file.
 *
 * @throws SpecUnreachableError if the server did not send a complete response, SpecRejectedError
 * if the response is not a document or is too large, PipelineError if the URL is not allowed, and
 * the reason of the signal if it is aborted.
 */
export async function fetchSpec(options: FetchSpecOptions): Promise<SpecResponse> {
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

interface SpecRequestOptions {
  readonly validators?: KnownValidators | undefined;
  /** The most bytes a document may have, after decompression. */
  readonly maxBytes: number;
  /** For the whole exchange: redirects, headers and body, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Requests the spec once.
 *
 * @throws SpecUnreachableError, SpecRejectedError, or the reason of the caller's signal.
 */
async function requestSpec(start: URL, options: SpecRequestOptions): Promise<SpecResponse> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    return await follow(start, options, signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isSpecError(error)) throw error;
    throw timeout.aborted ? timedOut(start, options.timeoutMs) : failed(start, error);
  }
}

async function follow(
  start: URL,
  { maxBytes, validators }: SpecRequestOptions,
  signal: AbortSignal,
): Promise<SpecResponse> {
  const visited = [start];
  for (let url = start; ; ) {
    const isConditional = validators?.url === url.href;
    const headers = { ...ACCEPT, ...(isConditional && conditionsOf(validators)) };
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (!isRedirect(response.status))
      return readSpecResponse(response, { url, isConditional, maxBytes });
    await response.body?.cancel();
    url = nextHop(visited, response.headers.get('location'));
    visited.push(url);
  }
}

const ACCEPT = { accept: 'application/json, application/yaml;q=0.9, */*;q=0.1' };

function conditionsOf({ etag, lastModified }: KnownValidators): Record<string, string> {
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}

function timedOut(url: URL, timeoutMs: number): SpecUnreachableError {
  const summary = `${url.href} did not send a complete response within ${timeoutMs / 1000} s`;
  return new SpecUnreachableError(summary, [], { isTransient: true });
}

function failed(url: URL, cause: unknown): SpecUnreachableError | SpecRejectedError {
  const { isMalformed, isHostUnreachable, words } = describeNetworkFailure(cause);
  if (isMalformed) {
    const summary = `${url.href} sent a malformed response: ${words}`;
    return new SpecRejectedError(summary, [], { cause });
  }
  const summary = `${url.href} cannot be read: ${words}`;
  return new SpecUnreachableError(summary, [], { cause, isTransient: !isHostUnreachable });
}

const MAX_REDIRECTS = 5;

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * Returns the target of a redirect.
 *
 * @param visited The URLs requested so far, the redirecting one last.
 * @param location The `Location` header.
 * @throws SpecRejectedError if there is no valid target, if redirects are circular or too many, or
 * if the target is not allowed.
 */
function nextHop(visited: readonly URL[], location: string | null): URL {
  const target = location === null ? null : URL.parse(location, visited.at(-1)?.href);
  if (!target) {
    const given = location === null ? 'has no target' : `leads to "${excerpt(location)}"`;
    throw rejected(visited, `a redirect that ${given}`);
  }
  const reason = whyNotAllowed(target);
  if (reason) {
    const shown = excerpt(withoutCredentials(target.href));
    throw rejected(visited, `a redirect to ${shown}, which is not followed: ${reason}`);
  }
  const way = [...visited, target].map(({ href }) => href).join(' → ');
  if (visited.some(({ href }) => href === target.href)) {
    throw rejected(visited, `circular redirects: ${way}`);
  }
  if (visited.length > MAX_REDIRECTS) {
    throw rejected(visited, `more than ${MAX_REDIRECTS} redirects: ${way}`);
  }
  return target;
}

function rejected([start]: readonly URL[], got: string): SpecRejectedError {
  return new SpecRejectedError(`${start?.href} responded with ${got}`);
}

/**
 * Reads the spec from a file.
 *
 * @throws SpecRejectedError if that fails: unlike a network error, it is not retried.
 */
async function readSpecFile(path: string, maxBytes: number): Promise<SpecDocument> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new SpecRejectedError(`${path} is not a file`);
    if (stats.size > maxBytes) throw tooLarge(path, maxBytes, stats.size);
    const bytes = await readFile(path);
    return {
      kind: 'document',
      bytes,
      etag: null,
      lastModified: null,
      finalUrl: path,
      contentType: null,
    };
  } catch (cause) {
    if (cause instanceof SpecRejectedError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'the file does not exist' : `it cannot be read (${code})`;
    throw new SpecRejectedError(`Cannot read ${path}: ${reason}`, [], { cause });
  }
}
