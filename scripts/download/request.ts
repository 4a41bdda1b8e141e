import type { KnownValidators, SpecAnswer } from './answer.ts';
import { isSpecError, SpecRejectedError, SpecUnreachableError } from './errors.ts';
import { describeNetworkFailure } from './network-failure.ts';
import { readAnswer } from './read-answer.ts';
import { isRedirect, nextHop } from './redirect.ts';

export interface RequestOptions {
  readonly validators?: KnownValidators | undefined;
  /** The most bytes a document may have, after decompression. */
  readonly maxBytes: number;
  /** For the whole exchange: redirects, headers and body, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks once for the spec.
 *
 * @throws SpecUnreachableError, SpecRejectedError, or the reason of the caller's signal.
 */
export async function requestSpec(start: URL, options: RequestOptions): Promise<SpecAnswer> {
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
  { maxBytes, validators }: RequestOptions,
  signal: AbortSignal,
): Promise<SpecAnswer> {
  const visited = [start];
  for (let url = start; ; ) {
    const isConditional = validators?.url === url.href;
    const headers = { ...ACCEPT, ...(isConditional && conditionsOf(validators)) };
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (!isRedirect(response.status)) return readAnswer(response, { url, isConditional, maxBytes });
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
  const summary = `${url.href} gave no complete answer within ${timeoutMs / 1000} s`;
  return new SpecUnreachableError(summary, [], { isTransient: true });
}

function failed(url: URL, cause: unknown): SpecUnreachableError | SpecRejectedError {
  const { isBrokenAnswer, isNobodyThere, words } = describeNetworkFailure(cause);
  if (isBrokenAnswer) {
    const summary = `${url.href} answered with something unreadable: ${words}`;
    return new SpecRejectedError(summary, [], { cause });
  }
  const summary = `${url.href} cannot be read: ${words}`;
  return new SpecUnreachableError(summary, [], { cause, isTransient: !isNobodyThere });
}
