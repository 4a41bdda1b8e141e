import { type FetchArguments, requestHeadOf } from '@kaiten-sdk/core';

/** The parts of a request that can decide which limit applies to it. */
export interface KeyRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
}

/** Returns the key of a request. Requests with the same key share a limit. */
export type KeyFunction = (request: KeyRequest) => string;

/**
 * The default key: the host and a hash of the `Authorization` header. On platforms without
 * `crypto.subtle` (pages without TLS) it is the host, so that all tokens share one limit.
 */
export function keyByToken(): (request: KeyRequest) => string | Promise<string> {
  // Only the last one: most programs have one token, and a hash takes 50 µs.
  let lastCredentials: string | undefined;
  let hash: Promise<string>;
  return ({ url, headers }) => {
    // Without a host if a page calls its own server by path. Credentials must not get into a key.
    const host = /^\w+:\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(url)?.[1] ?? '';
    const credentials = headers.get('authorization');
    if (!credentials || !globalThis.crypto?.subtle) return host;
    if (credentials !== lastCredentials) hash = hashOf(credentials);
    lastCredentials = credentials;
    return hash.then((text) => `${host}:${text}`);
  };
}

export function keyRequestOf(call: FetchArguments): KeyRequest {
  const { url, method, headers } = requestHeadOf(call);
  return { url, method, headers: headers instanceof Headers ? headers : new Headers(headers) };
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
