import type { Client } from '@kaiten-sdk/client';
import { encodeUrl, KaitenError, type QueryStyles } from '@kaiten-sdk/core';
import { bufferedTimeout } from '@kaiten-sdk/retry';
import { authorizationOf } from './authorization.js';
import type { CallOptions, TransportOptions } from './options.js';
import { platformFetch, type Sender, senderOf } from './send.js';
import { checkedBaseUrl } from './url.js';

export type { CallOptions, TransportHooks, TransportOptions } from './options.js';

/** The options that the functions of `@kaiten-sdk/client` pass to their client. */
interface FunctionOptions {
  readonly url: string;
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly querySerializer?: QueryStyles | undefined;
  readonly body?: unknown;
  readonly bodySerializer?: ((body: unknown) => unknown) | null | undefined;
  readonly headers?: Readonly<Record<string, string | null | undefined>>;
  readonly signal?: AbortSignal | null | undefined;
  /** Options of the call. */
  readonly meta?: Omit<CallOptions, 'validate'> | undefined;
}

/**
 * Creates a client for the functions of `@kaiten-sdk/client`: `await getCard({ client, path })`, with
 * retries and a rate limit. Errors are always thrown as a `KaitenError`; `throwOnError` is ignored.
 *
 * @throws TypeError or RangeError if an option is invalid.
 */
export function createTransport(options: TransportOptions): Client {
  const { baseUrl, token } = options;
  const attempt = bufferedTimeout(platformFetch(options), options);
  return clientOf(senderOf(checkedBaseUrl(baseUrl), options, authorizationOf(token), attempt));
}

// Replaces the runtime of the generated client, which has 3 kB and supports server-sent events. The
// generated functions only use these methods.
export function clientOf({ baseUrl, send }: Sender): Client {
  const of = (method: string) => async (options: FunctionOptions) => {
    const { url: pathTemplate, body, bodySerializer = JSON.stringify, meta } = options;
    const operation = { method, pathTemplate, styles: options.querySerializer };
    const url = baseUrl + encodeUrl(operation, options.path, options.query, KaitenError);
    const sent = await send({
      ...operation,
      url,
      body: (body !== undefined && bodySerializer ? bodySerializer(body) : body) as BodyInit,
      headers: options.headers,
      options: { signal: options.signal as AbortSignal | undefined, ...meta },
      parseAs: 'json',
    });
    return {
      ...sent,
      get request() {
        return new Request(url, { method });
      },
    };
  };
  const methods = {
    get: of('GET'),
    post: of('POST'),
    put: of('PUT'),
    patch: of('PATCH'),
    delete: of('DELETE'),
  };
  return methods as unknown as Client;
}
