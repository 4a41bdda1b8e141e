import { dataOf, errorOf } from './answer.js';
import { authorizationOf } from './authorization.js';
import { baseUrlOf } from './base-url.js';
import { contextOf } from './call-context.js';
import { checkCallOptions } from './call-options.js';
import { environmentVariable } from './environment.js';
import type { Send } from './sending.js';
import { type Layers, type Stats, stackOf } from './stack.js';
import type { TransportOptions } from './transport-options.js';

type HeaderValues = Readonly<Record<string, string>> | undefined;

/** The way to Kaiten, which all calls of a client share. */
export interface Sender {
  readonly baseUrl: string;
  readonly send: Send;
  stats(): Stats | undefined;
}

/** @throws TypeError for options that cannot be meant. */
export function senderOf(
  options: TransportOptions,
  layers: Layers = { fetch: platformFetch(options) },
): Sender {
  const { domain, baseUrl: address, token = environmentVariable('KAITEN_TOKEN') } = options;
  const inherited = address === undefined ? environmentVariable('KAITEN_DOMAIN') : undefined;
  const baseUrl = baseUrlOf(domain ?? inherited, address);
  const { header, redact } = authorizationOf(token);
  const { fetch, stats } = stackOf(options, layers);
  const common = lowerCased(options.headers);

  const send: Send = async (sending) => {
    const { method, body, redirect, options: own } = sending;
    if (own) checkCallOptions(own);
    const authorization = header();
    const response = await fetch(sending.url, {
      method,
      headers: {
        accept: sending.answer === 'stream' ? '*/*' : 'application/json',
        authorization: typeof authorization === 'string' ? authorization : await authorization,
        ...sending.headers,
        ...common,
        ...lowerCased(own?.headers),
      },
      body,
      ...(body instanceof ReadableStream && { duplex: 'half' }),
      signal: own?.signal,
      redirect,
      // Only with both does Node's fetch not copy the body for a second request.
      ...(redirect === 'error' && { window: null }),
      call: contextOf(sending),
    });
    if (!response.ok && !sending.accepts?.(response)) {
      throw await errorOf(response, sending, redact);
    }
    return { data: await dataOf(response, sending), response };
  };

  return { baseUrl, send, stats };
}

/** The `fetch` to send with; the platform's is looked up late, for those who replace it. */
export function platformFetch({ fetch }: TransportOptions): Layers['fetch'] {
  return fetch ?? ((input, init) => globalThis.fetch(input, init));
}

// A name in two spellings would be sent as two values.
function lowerCased(headers: HeaderValues): HeaderValues {
  return headers && Object.fromEntries(new Headers(headers));
}
