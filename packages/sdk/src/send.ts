import type { CallInit, Fetch } from '@kaiten-sdk/core';
import { dataOf, errorOf } from './answer.js';
import type { Authorization } from './authorization.js';
import { contextOf } from './call-context.js';
import type { Send } from './sending.js';
import { type Stats, stackOf } from './stack.js';
import type { CommonOptions } from './transport-options.js';

type HeaderValues = Readonly<Record<string, string | null | undefined>> | undefined;

/** The way to Kaiten, which all calls of a client share. */
export interface Sender {
  readonly baseUrl: string;
  readonly send: Send;
  stats(): Stats | undefined;
}

/**
 * @param attempt Sends one attempt within its time.
 * @throws TypeError for options that cannot be meant.
 */
export function senderOf(
  baseUrl: string,
  options: CommonOptions,
  { header: authorization, redact }: Authorization,
  attempt: Fetch,
): Sender {
  const { fetch, stats } = stackOf(options, attempt);

  const send: Send = async (sending) => {
    const { method, body, options: own } = sending;
    const headers = merged(
      { accept: 'application/json', authorization },
      sending.headers,
      options.headers,
      own?.headers,
    );
    // The generated functions say what a body is also where there is none.
    if (body === undefined) headers.delete('content-type');
    const response = await fetch(sending.url, {
      method,
      headers,
      body,
      // Streams need it, and nothing else minds.
      duplex: 'half',
      signal: own?.signal,
      ...sending.init,
      call: contextOf(sending),
    } as CallInit);
    if (response.ok || sending.accepts?.(response)) {
      return { data: dataOf(response, sending, redact), response };
    }
    throw errorOf(response, redact);
  };

  return { baseUrl, send, stats };
}

/** The `fetch` to send with; the platform's is looked up late, for those who replace it. */
export function platformFetch({ fetch }: CommonOptions): Fetch {
  return fetch ?? ((input, init) => globalThis.fetch(input, init));
}

// Whatever the spelling: a name in two of them would be sent as two values.
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
