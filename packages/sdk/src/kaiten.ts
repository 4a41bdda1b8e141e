import type { Client } from '@kaiten-sdk/client';
import { ApiPromise } from './api-promise.js';
import { authorizationOf, providedAuthorization } from './authorization.js';
import { checkOptionsOf } from './check-options.js';
import { type Downloadable, download, fetchOutsideOf } from './download.js';
import type { Namespaces } from './generated/facade/namespaces.gen.js';
import { namespaces } from './generated/facade/operations.gen.js';
import { observerOf } from './hooks.js';
import { methodsOf, sendRaw } from './methods.js';
import { type CallOptions, DEFAULTS, type KaitenOptions, type RequestOptions } from './options.js';
import { redactErrors, redactingEncoded } from './redact-errors.js';
import { attemptOf, platformFetch, type Sender, type SendRequest, senderOf } from './send.js';
import { clientOf } from './transport.js';
import { withUploads } from './uploads.js';
import { baseUrlOf, environmentVariable } from './url.js';

export interface Kaiten extends Namespaces {
  /**
   * Sends a request that the contract does not describe, with the same retries, rate limit and
   * errors. Returns the parsed JSON of the response, its text if it is not JSON, or `undefined` if it
   * is empty.
   *
   * @param path Path relative to the base URL, such as `/cards/17/new-thing`.
   */
  request<Data = unknown>(method: string, path: string, options?: RequestOptions): ApiPromise<Data>;
  /**
   * Downloads a file. The body of the response is not read: `response.body` streams it,
   * `response.blob()` reads it. The token is sent to Kaiten only, even if the file is elsewhere.
   */
  download(file: Downloadable, options?: Omit<CallOptions, 'validate'>): Promise<Response>;
  /** Client for the functions of `@kaiten-sdk/client` and `kaiten-sdk/undocumented`. */
  readonly client: Client;
  /** Statistics of the rate limiter by key; `undefined` if rate limiting is off. */
  stats(): ReturnType<Sender['stats']>;
}

/**
 * Creates a client of the Kaiten API with a namespace for each section of the API. Failed calls are
 * retried, requests are rate limited, and errors are thrown as a `KaitenError`.
 *
 * @throws TypeError or RangeError if an option is invalid, or if the domain or the token is missing.
 * @example
 * const kaiten = createKaiten({ domain: 'acme', token });
 * for await (const card of kaiten.cards.list({ board_id: 7 })) console.log(card.title);
 */
export function createKaiten(options: KaitenOptions = {}): Kaiten {
  checkOptionsOf('kaiten', options);
  const fetch = platformFetch(options);
  const observer = observerOf(options.hooks ?? {});
  const { token = environmentVariable(DEFAULTS.tokenVariable) } = options;
  if (!token) throw new TypeError(`No token: pass token, or set ${DEFAULTS.tokenVariable}`);
  const provided = typeof token === 'function' ? providedAuthorization(token) : undefined;
  const uploading = withUploads(fetch);
  const authorization = provided ?? authorizationOf(token as string);
  const redact = redactingEncoded(authorization.redact);
  const attempt = redactErrors(
    attemptOf(provided?.authorize(uploading) ?? uploading, options),
    redact,
  );
  const { send, ...unobserved } = senderOf(
    baseUrlOf(options),
    options,
    { ...authorization, redact },
    observer?.observeAttempts(attempt) ?? attempt,
  );
  const sender = { ...unobserved, send: observer?.observeCalls(send) ?? send };
  const fetchOutside = fetchOutsideOf(options, fetch);
  const methodOf = methodsOf(sender, options);
  const members = Object.entries(namespaces).map(([name, operations]) => {
    const methods = Object.entries(operations).map(([method, operation]) => [
      method,
      methodOf(operation),
    ]);
    return [name, Object.fromEntries(methods)];
  });
  return {
    ...(Object.fromEntries(members) as Namespaces),
    request: (method, path, own) => new ApiPromise(sendRaw(sender, method, path, own)),
    download: async (file, own) => {
      checkOptionsOf('download', own);
      return download(sender, fetchOutside, file, own);
    },
    client: clientOf({ ...sender, send: withOperationId(sender.send) }),
    stats: sender.stats,
  };
}

/** Adds the operationId, which the functions of the client package do not pass. */
function withOperationId(send: SendRequest): SendRequest {
  let ids: ReadonlyMap<string, string> | undefined;
  return async (request) => {
    checkOptionsOf('download', request.options);
    // Built at the first use, since most programs only call methods.
    ids ??= operationIds();
    const operationId = ids.get(`${request.method} ${request.pathTemplate}`);
    return send({ ...request, operationId });
  };
}

function operationIds(): ReadonlyMap<string, string> {
  const operations = Object.values(namespaces).flatMap((methods) => Object.values(methods));
  return new Map(operations.map(({ id, method, path }) => [`${method} ${path}`, id]));
}
