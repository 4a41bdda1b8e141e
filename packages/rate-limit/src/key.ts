import type { CallInit } from '@kaiten-sdk/core';

/** What of a request decides which limit it falls under. */
export interface KeyRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
}

/** What a call shares a limit with: the same string, the same limit. */
export type KeyOf = (request: KeyRequest) => string;

const MOST_KNOWN = 1_000;

/**
 * The default key: the host and a hash of the `Authorization` header. Where the platform has no
 * `crypto.subtle` (pages without TLS) it is the host alone, so that all tokens share one limit.
 */
export function keyByToken(): (request: KeyRequest) => string | Promise<string> {
  const known = new Map<string, string | Promise<string>>();
  return ({ url, headers }) => {
    const host = hostOf(url);
    const credentials = headers.get('authorization');
    if (!credentials || !globalThis.crypto?.subtle) return host;
    const name = `${host} ${credentials}`;
    const found = known.get(name);
    if (found) return found;
    if (known.size >= MOST_KNOWN) known.clear();
    const hashing = hashOf(credentials).then((hash) => {
      const key = `${host}:${hash}`;
      known.set(name, key);
      return key;
    });
    known.set(name, hashing);
    return hashing;
  };
}

export function keyRequestOf(input: string | URL | Request, init?: CallInit): KeyRequest {
  const request = input instanceof Request ? input : undefined;
  const headers = init?.headers ?? request?.headers;
  return {
    url: request?.url ?? String(input),
    method: init?.method ?? request?.method ?? 'GET',
    headers: headers instanceof Headers ? headers : new Headers(headers),
  };
}

function hostOf(url: string): string {
  try {
    // A page calls its own server by a path alone.
    return new URL(url, globalThis.location?.href).host;
  } catch {
    return '';
  }
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
