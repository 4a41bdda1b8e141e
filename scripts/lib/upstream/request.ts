import { STATUS_CODES } from 'node:http';
import type { KnownValidators, SpecAnswer, Validators } from './answer.ts';
import { isSpecError, SpecRejectedError, SpecUnreachableError } from './errors.ts';
import { excerpt } from './format.ts';
import { describeNetworkFailure } from './network-failure.ts';
import { readBody, readBodyStart } from './read-body.ts';
import { isRedirect, nextHop } from './redirect.ts';
import { isTransientStatus, parseRetryAfter } from './retry-policy.ts';
import { tooLarge } from './too-large.ts';

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
    const { response, url } = await follow(start, options.validators, signal);
    return await readAnswer(response, url, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isSpecError(error)) throw error;
    throw timeout.aborted ? timedOut(start, options.timeoutMs) : failed(start, error);
  }
}

async function follow(
  start: URL,
  validators: KnownValidators | undefined,
  signal: AbortSignal,
): Promise<{ response: Response; url: URL }> {
  const visited = [start];
  for (let url = start; ; ) {
    const headers = { ...ACCEPT, ...conditionsFor(url, validators) };
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (!isRedirect(response.status)) return { response, url };
    await response.body?.cancel();
    url = nextHop(visited, response.headers.get('location'));
    visited.push(url);
  }
}

const ACCEPT = { accept: 'application/json, application/yaml;q=0.9, */*;q=0.1' };

function conditionsFor(url: URL, validators?: KnownValidators): Record<string, string> {
  if (validators?.url !== url.href) return {};
  const { etag, lastModified } = validators;
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}

async function readAnswer(
  response: Response,
  url: URL,
  { maxBytes, validators }: RequestOptions,
): Promise<SpecAnswer> {
  const wasConditional = Object.keys(conditionsFor(url, validators)).length > 0;
  if (response.status === 304 && wasConditional) return { kind: 'not-modified' };
  if (response.status !== 200) throw await refusal(response, url);
  return {
    kind: 'document',
    bytes: await readWithin(maxBytes, response, url),
    ...validatorsOf(response.headers),
    finalUrl: url.href,
    contentType: response.headers.get('content-type'),
  };
}

function validatorsOf(headers: Headers): Validators {
  return { etag: headers.get('etag') || null, lastModified: headers.get('last-modified') || null };
}

async function readWithin(limit: number, response: Response, url: URL): Promise<Buffer> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  const body = declared > limit ? undefined : await readBody(response.body, limit);
  if (body) return body;
  await response.body?.cancel();
  throw tooLarge(url.href, limit, declared > limit ? declared : undefined);
}

async function refusal(response: Response, url: URL): Promise<SpecRejectedError> {
  const { headers, status } = response;
  const start = await readBodyStart(response.body).catch(() => Buffer.alloc(0));
  const name = STATUS_CODES[status] ?? 'an unknown status';
  const unasked = status === 304 ? ' to a request without conditions' : '';
  return new SpecRejectedError(
    `${url.href} answered ${status} ${name}${unasked}`,
    [
      {
        file: url.href,
        message: `${excerpt(headers.get('content-type') ?? 'no content type')}: ${
          excerpt(start.toString()) || 'an empty body'
        }`,
        hint: 'Check the URL, or go on from the pinned snapshot with --pinned.',
      },
    ],
    {
      isTransient: isTransientStatus(status),
      retryAfterMs: parseRetryAfter(headers.get('retry-after'), Date.now()),
    },
  );
}

function timedOut(url: URL, timeoutMs: number): SpecUnreachableError {
  return new SpecUnreachableError(
    `${url.href} gave no complete answer within ${timeoutMs / 1000} s`,
    [],
    { isTransient: true },
  );
}

function failed(url: URL, cause: unknown): SpecUnreachableError | SpecRejectedError {
  const { isBrokenAnswer, words } = describeNetworkFailure(cause);
  return isBrokenAnswer
    ? new SpecRejectedError(`${url.href} answered with something unreadable: ${words}`, [], {
        cause,
      })
    : new SpecUnreachableError(`${url.href} cannot be read: ${words}`, [], {
        cause,
        isTransient: true,
      });
}
