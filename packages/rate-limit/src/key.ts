import { type FetchArguments, requestHeadOf } from '@kaiten-sdk/core';

/** What of a request decides which limit it falls under. */
export interface KeyRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
}

/** What a call shares a limit with: the same string, the same limit. */
export type KeyOf = (request: KeyRequest) => string;

/**
 * The default key: the host and a hash of the `Authorization` header. Where the platform has no
 * `crypto.subtle` (pages without TLS) it is the host alone, so that all tokens share one limit.
 */
export function keyByToken(): (request: KeyRequest) => string | Promise<string> {
  // The last one alone: few programs have more, and a hash takes 50 µs.
  let known: string | undefined;
  let hash: Promise<string>;
  return ({ url, headers }) => {
    const host = hostOf(url);
    const credentials = headers.get('authorization');
    if (!credentials || !globalThis.crypto?.subtle) return host;
    if (credentials !== known) hash = hashOf(credentials);
    known = credentials;
    return hash.then((text) => `${host}:${text}`);
  };
}

export function keyRequestOf(call: FetchArguments): KeyRequest {
  const { url, method, headers } = requestHeadOf(call);
  return { url, method, headers: headers instanceof Headers ? headers : new Headers(headers) };
}

function hostOf(url: string): string {
  // None where a page calls its own server by a path alone. Credentials must not get into a key.
  return /^\w+:\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(url)?.[1] ?? '';
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
