// How a call travels from `kaiten.cards.get({ card_id: 1 })` to `fetch` and back.
//
//   kaiten.ts         `createKaiten` builds the namespaces and assembles everything below
//   methods.ts        the method turns its parameters into a `PreparedRequest` and, if `validate` is
//                     set, validates the request and the response
//     operation.ts      sorts the parameters into path, query and body
//     url.ts            writes the URL
//   hooks.ts          `observeCalls` reports a failed call to `onError`
//   send.ts           `send` adds headers and metadata, and turns the response into data or an error
//   @kaiten-sdk/retry        `retry` repeats failed attempts until the deadline
//   @kaiten-sdk/core         `followRedirects` follows redirects of reads within the same origin
//   @kaiten-sdk/rate-limit   `rateLimit` waits for a permit for each attempt
//   hooks.ts          `observeAttempts` reports attempts to `onRequest` and `onResponse`
//   send.ts           `attemptOf` applies the timeout of an attempt and reads the response
//   authorization.ts  sets the token of the attempt if `token` is a function
//   uploads.ts        `withUploads` sends forms with any `fetch` and reports upload progress
//   `options.fetch`   or the `fetch` of the platform
//
// The caller awaits an `ApiPromise` (api-promise.ts) or iterates a `List` (list.ts). Metadata of the
// call travels through the wrappers as `init.call`. `createTransport` uses `send`, `retry`,
// `rateLimit` and the timeout only; `download` adds a second `retry` for other servers.

import {
  type ApiError,
  apiErrorOf,
  type CallInit,
  type CallMeta,
  ConnectionError,
  type Fetch,
  followRedirects,
  responseInfoOf,
} from '@kaiten-sdk/core';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { bufferedTimeout, retry, timeout } from '@kaiten-sdk/retry';
import type { Authorization } from './authorization.js';
import type { CallOptions, CommonOptions } from './options.js';

type HeaderValues = Readonly<Record<string, string | null | undefined>> | undefined;

/** A request that is ready to be sent. */
export interface PreparedRequest {
  readonly operationId?: string | undefined;
  readonly method: string;
  readonly pathTemplate: string;
  readonly url: string;
  readonly body?: RequestInit['body'];
  /** Headers of the body that the platform does not set. */
  readonly headers?: HeaderValues;
  readonly options?: CallOptions | undefined;
  /** How the response is read: as JSON, as JSON or text, or not at all. */
  readonly parseAs: 'json' | 'any' | 'stream';
  /** Additional options for `fetch`. */
  readonly init?: RequestInit | undefined;
  /** Whether a response that is not 2xx is returned instead of thrown as an error. */
  readonly accepts?: ((response: Response) => boolean) | undefined;
  /** Additional metadata for the wrappers. */
  readonly meta?: object | undefined;
}

export interface ParsedResponse {
  readonly data: unknown;
  readonly response: Response;
}

export type SendRequest = (request: PreparedRequest) => Promise<ParsedResponse>;

/** Sends the requests of all calls of a client. */
export interface Sender {
  readonly baseUrl: string;
  readonly send: SendRequest;
  /** Statistics of the rate limiter; `undefined` if it is off. */
  stats(): ReturnType<ReturnType<typeof rateLimit>['stats']> | undefined;
}

/**
 * Assembles `retry(followRedirects(rateLimit(attempt)))`: each request waits for a permit before its
 * timeout starts.
 *
 * @param attempt Sends one attempt and applies its timeout.
 * @throws TypeError or RangeError if an option is invalid.
 */
export function senderOf(
  baseUrl: string,
  options: CommonOptions,
  { header: authorization, redact }: Authorization,
  attempt: Fetch,
): Sender {
  const { hooks, rateLimit: limit = {} } = options;
  const maxPause = options.retry ? options.retry.maxDelay : undefined;
  const limiter = limit ? rateLimit(attempt, { maxPause, ...hooks, ...limit }) : undefined;
  const fetch = withRetry(followRedirects(limiter ?? attempt), options);

  const send: SendRequest = async (request) => {
    const { method, body, options: own } = request;
    const headers = merged(
      { accept: 'application/json', authorization },
      request.headers,
      options.headers,
      own?.headers,
    );
    // The generated functions set a content type even without a body.
    if (body === undefined) headers.delete('content-type');
    const response = await fetch(request.url, {
      method,
      headers,
      body,
      // Required for streams and ignored for other bodies.
      duplex: 'half',
      signal: own?.signal,
      ...request.init,
      call: callMetaOf(request),
    } as CallInit);
    if (response.ok || request.accepts?.(response)) {
      return { data: dataOf(response, request, redact), response };
    }
    throw errorOf(response, redact);
  };

  return { baseUrl, send, stats: () => limiter?.stats() };
}

/** Adds retries. Requests to other servers use it without the rate limit. */
export function withRetry(fetch: Fetch, options: CommonOptions): Fetch {
  const { retry: own = {}, deadline, hooks } = options;
  return retry(fetch, { ...hooks, ...(own || { maxAttempts: 1 }), deadline });
}

/** Applies the timeout of an attempt. Responses are read within it, unless requested as a stream. */
export function attemptOf(fetch: Fetch, options: CommonOptions): Fetch {
  const buffered = bufferedTimeout(fetch, options);
  const streamed = timeout(fetch, options);
  return (...call) => (call[1]?.call?.stream ? streamed : buffered)(...call);
}

/** The platform's `fetch` is looked up at each call, since a program may replace it later. */
export function platformFetch({ fetch }: CommonOptions): Fetch {
  return fetch ?? ((input, init) => globalThis.fetch(input, init));
}

/** The metadata that travels beside a request through the wrappers. */
export function callMetaOf({
  operationId,
  pathTemplate,
  parseAs,
  meta,
  options,
}: PreparedRequest): CallMeta {
  const { signal, headers, validate, retry, ...own } = options ?? {};
  return {
    ...own,
    operationId,
    pathTemplate,
    ...(retry === false ? { maxAttempts: 1 } : retry),
    stream: parseAs === 'stream',
    ...meta,
  };
}

/**
 * The data of a response; `undefined` if the body is empty.
 *
 * @throws ConnectionError if the body is not JSON, as from a proxy or a login page.
 */
function dataOf(
  response: Response,
  { parseAs, method, pathTemplate }: PreparedRequest,
  redact: (text: string) => string,
): unknown {
  if (parseAs === 'stream') return response;
  const info = responseInfoOf(response);
  if (info.json !== undefined || !info.text) return info.json;
  if (parseAs === 'any') return info.text;
  const type = redact(response.headers.get('content-type') ?? 'text');
  throw new ConnectionError(
    `${method} ${pathTemplate} returned ${response.status} with ${type} instead of JSON`,
    info,
  );
}

/** The error for a response that is not 2xx. */
export function errorOf(response: Response, redact: (text: string) => string): ApiError {
  const info = responseInfoOf(response);
  return apiErrorOf({
    ...info,
    status: response.status,
    headers: new Headers(Array.from(response.headers, ([name, value]) => [name, redact(value)])),
    body: redact(info.text ?? ''),
  });
}

// `Headers` ignores case: a plain object with two spellings of a name would send both values.
function merged(...sources: HeaderValues[]): Headers {
  const headers = new Headers();
  for (const source of sources) {
    for (const name in source) {
      const value = source[name];
      if (typeof value === 'string') headers.set(name, value);
    }
  }
  return headers;
}
