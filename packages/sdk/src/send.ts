import { isKaitenError } from '@kaiten-sdk/core';
import { dataOf, errorOf } from './answer.js';
import { attributesOf } from './attributes.js';
import { authorizationOf } from './authorization.js';
import { baseUrlOf } from './base-url.js';
import { contextOf } from './call-context.js';
import { type CallOptions, checkCallOptions } from './call-options.js';
import { environmentVariable } from './environment.js';
import { type CallInfo, tell } from './hooks.js';
import type { Send, Sending } from './sending.js';
import { type Stats, stackOf } from './stack.js';
import type { TransportOptions } from './transport-options.js';

/** The way to Kaiten, which all calls of a client share. */
export interface Sender {
  readonly baseUrl: string;
  readonly send: Send;
  stats(): Stats | undefined;
}

const NO_OPTIONS: CallOptions = {};

/** @throws TypeError for options that cannot be meant. */
export function senderOf(options: TransportOptions, fetch = platformFetch(options)): Sender {
  const { domain, baseUrl: address, hooks = {} } = options;
  const inherited = address === undefined ? environmentVariable('KAITEN_DOMAIN') : undefined;
  const baseUrl = baseUrlOf({ domain: domain ?? inherited, baseUrl: address });
  const authorization = authorizationOf(options.token ?? environmentVariable('KAITEN_TOKEN'));
  const stack = stackOf(options, fetch);
  const headers = lowerCased(options.headers);
  const watched = hooks.onRequest || hooks.onResponse || hooks.onError;

  const send: Send = async (sending) => {
    const call = watched ? infoOf(sending) : undefined;
    try {
      const { options: own = NO_OPTIONS, method, body } = sending;
      if (own !== NO_OPTIONS) checkCallOptions(own);
      const token = authorization.header();
      const response = await stack.fetch(sending.url, {
        method,
        headers: headersOf(sending, typeof token === 'string' ? token : await token, headers),
        ...(body !== undefined && { body }),
        ...(body instanceof ReadableStream && { duplex: 'half' }),
        ...(own.signal && { signal: own.signal }),
        ...(sending.redirect && { redirect: sending.redirect }),
        call: contextOf(sending, own, call),
      });
      if (!response.ok && !isRedirect(response, sending)) {
        throw await errorOf(response, sending, authorization.redact);
      }
      return { data: await dataOf(response, sending), response };
    } catch (error) {
      if (call) failed(call, error);
      throw error;
    }
  };

  function failed(call: CallInfo, error: unknown): void {
    const attempts = isKaitenError(error) ? error.attempts : [];
    const attributes = attributesOf(call, attempts.length, { error });
    tell(hooks.onError, { call, error, attempts, attributes });
  }

  return { baseUrl, send, stats: stack.stats };
}

/** The `fetch` to send with; the platform's is looked up late, for those who replace it. */
export function platformFetch({ fetch }: TransportOptions): NonNullable<TransportOptions['fetch']> {
  return fetch ?? ((input, init) => globalThis.fetch(input, init));
}

function headersOf(
  { contentType, length, answer, options }: Sending,
  authorization: string,
  headers: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  return {
    accept: answer === 'stream' ? '*/*' : 'application/json',
    authorization,
    ...(contentType && { 'content-type': contentType }),
    // A stream has no length of its own, and not every server takes a body without.
    ...(length !== undefined && { 'content-length': String(length) }),
    ...headers,
    ...lowerCased(options?.headers),
  };
}

// A name in two spellings would be sent as two values.
function lowerCased(
  headers: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
  return (
    headers &&
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  );
}

function infoOf({ operationId, method, path, url }: Sending): CallInfo {
  return { operationId, method, pathTemplate: path, url: url.replace(/\?.*/s, '') };
}

function isRedirect({ status, type, headers }: Response, { redirect }: Sending): boolean {
  if (redirect !== 'manual') return false;
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && headers.has('location'));
}
