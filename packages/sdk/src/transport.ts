import type { Client } from '@kaiten-sdk/client';
import type { CallOptions } from './call-options.js';
import { takesBrokenApi } from './generated/facade/broken-api.gen.js';
import { type Sender, senderOf } from './send.js';
import type { TransportOptions } from './transport-options.js';
import { pathOf, queryOf } from './url.js';

export type { Token } from './authorization.js';
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
  /** `timeout`, `deadline`, `retry` and `priority` of this call. */
  readonly meta?: CallOptions | undefined;
}

/**
 * A client for the functions of `@kaiten-sdk/client`: `await getCard({ client, path })`. It retries,
 * keeps to the rate limit, and always throws: a `KaitenError`, whatever `throwOnError` says.
 *
 * @throws TypeError for options that cannot be meant.
 */
export function createTransport(options: TransportOptions = {}): Client {
  return clientOf(senderOf(options));
}

// The generated client brings a runtime of 3 kB along, server-sent events included. Its functions
// use these methods alone, which send through the same stack as the methods of `Kaiten`.
export function clientOf({ baseUrl, send }: Sender): Client {
  const request = async (options: FunctionOptions) => {
    const { method, url: path, body, bodySerializer = JSON.stringify } = options;
    const url = baseUrl + pathOf(path, options.path ?? {}) + queryOf(queryFor(options));
    const serialised =
      body === undefined || !bodySerializer ? body : (bodySerializer(body) as BodyInit);
    const { signal, headers } = options;
    const { data, response } = await send({
      method,
      path,
      url,
      body: serialised as BodyInit | undefined,
      options: { ...options.meta, ...(signal && { signal }), headers: given(headers, body) },
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
  return { ...Object.fromEntries(methods), request, getConfig: () => ({ baseUrl }) };
}

function queryFor({ method, url, query }: FunctionOptions) {
  if (!takesBrokenApi.has(`${method} ${url}`)) return query;
  return { ...query, broken_api: query?.broken_api ?? false };
}

// The functions say what a body is also where there is none; null takes a header away.
function given(headers: FunctionOptions['headers'] = {}, body: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && (body !== undefined || entry[0] !== 'Content-Type'),
    ),
  );
}
