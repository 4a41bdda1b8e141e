import { type Fetch, KaitenError, onAbort } from '@kaiten-sdk/core';

/** The token of a user, or what gives it for each attempt, so that it can be renewed. */
export type Token = string | (() => string | Promise<string>);

/** The token, where it can be seen by nobody who looks at the object that holds it. */
export interface Authorization {
  /** What a call is sent with, where the token is known beforehand. */
  readonly header: string | undefined;
  /** Asks for a token that is not, when an attempt is about to be sent. */
  readonly authorized: (fetch: Fetch) => Fetch;
  /** A text of the server's without the tokens that were sent, should it repeat one. */
  readonly redact: (text: string) => string;
}

const REMEMBERED = 100;

/** @throws TypeError when there is no token, or one that a header cannot carry. It is not told. */
export function authorizationOf(token: Token | undefined): Authorization {
  if (!token) throw new TypeError('No token: give token, or set KAITEN_TOKEN');
  const sent = new Set<string>();
  const headerOf = (given: unknown): string => {
    const text = checked(given);
    if (sent.size >= REMEMBERED) sent.clear();
    sent.add(text);
    return `Bearer ${text}`;
  };
  const fixed = typeof token === 'string' ? headerOf(token) : undefined;
  return {
    header: fixed,
    authorized: (fetch) =>
      fixed
        ? fetch
        : async (input, init) => {
            const headers = new Headers(init?.headers);
            const given = tokenOf(token as () => unknown, init?.signal).then(headerOf);
            headers.set('authorization', await given.catch(failed));
            return fetch(input, { ...init, headers });
          },
    redact: (text) => [...sent].reduce((rest, secret) => rest.replaceAll(secret, '[token]'), text),
  };
}

/** What the function gives, unless the signal fires first. */
async function tokenOf(token: () => unknown, signal: AbortSignal | null | undefined) {
  let unlisten: (() => void) | undefined;
  const aborted = new Promise((_, reject) => {
    unlisten = signal ? onAbort(signal, () => reject(signal.reason)) : undefined;
  });
  try {
    return await Promise.race([token(), aborted]);
  } finally {
    unlisten?.();
  }
}

function failed(cause: unknown): never {
  throw new KaitenError('The function that gives the token failed', { cause });
}

function checked(token: unknown): string {
  const text = String(token).trim();
  // `Headers` would refuse it, too, and repeat it in its message.
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new TypeError('token is empty or has characters that a header cannot carry');
}
