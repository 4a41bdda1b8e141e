import type { Client } from '@kaiten-sdk/client';
import { bufferedTimeout } from '@kaiten-sdk/retry';
import { addressOf } from './address.js';
import { authorizationOf } from './authorization.js';
import type { CallOptions } from './call-options.js';
import { platformFetch, type Sender, senderOf } from './send.js';
import type { TransportOptions } from './transport-options.js';
import { urlOf } from './url.js';

export type { CallOptions } from './call-options.js';
export type { TransportHooks, TransportOptions } from './transport-options.js';

/** What the functions of `@kaiten-sdk/client` hand to their client, as far as it is used here. */
interface FunctionOptions {
  readonly method: string;
  readonly url: string;
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly bodySerializer?: ((body: unknown) => unknown) | null | undefined;
  readonly headers?: Readonly<Record<string, string | null | undefined>>;
  readonly signal?: AbortSignal | null | undefined;
  /** `timeout`, `deadline`, `retry` and `priority` of this call; functions are not validated. */
  readonly meta?: Omit<CallOptions, 'validate'> | undefined;
}

/**
 * A client for the functions of `@kaiten-sdk/client`: `await getCard({ client, path })`. It retries,
 * keeps to the rate limit, and always throws: a `KaitenError`, whatever `throwOnError` says.
 *
 * @throws TypeError for options that cannot be meant.
 */
export function createTransport(options: TransportOptions): Client {
  const { baseUrl, timeout, token } = options;
  const attempt = bufferedTimeout(platformFetch(options), { timeout });
  return clientOf(senderOf(addressOf(baseUrl), options, authorizationOf(token), attempt));
}

// The generated client brings a runtime of 3 kB along, server-sent events included. Its functions
// use these methods alone, which send through the same stack as the methods of `Kaiten`.
export function clientOf({ baseUrl, send }: Sender): Client {
  const request = async (options: FunctionOptions) => {
    const { method, url: pathTemplate, body, bodySerializer = JSON.stringify, meta } = options;
    const url = baseUrl + urlOf(method, pathTemplate, options.path, options.query);
    const { data, response } = await send({
      method,
      pathTemplate,
      url,
      body: (body !== undefined && bodySerializer ? bodySerializer(body) : body) as BodyInit,
      headers: options.headers,
      options: { signal: options.signal ?? undefined, ...meta },
      answer: 'json',
    });
    return {
      data,
      response,
      get request() {
        return new Request(url, { method });
      },
    };
  };
  const methods = ['get', 'post', 'put', 'patch', 'delete'].map((name) => [
    name,
    (options: FunctionOptions) => request({ ...options, method: name.toUpperCase() }),
  ]);
  return Object.fromEntries(methods);
}
