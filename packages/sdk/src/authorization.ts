import { type Fetch, KaitenError, onAbort } from '@kaiten-sdk/core';
import type { TokenProvider } from './options.js';

/** Holds the token in closures, so that printing the object does not show it. */
export interface Authorization {
  /** The `authorization` header of every request; absent if the token is provided per attempt. */
  readonly header?: string;
  /** Removes the tokens that were sent from a text of the server. */
  readonly redact: (text: string) => string;
}

/** @throws TypeError if the token is empty or is not a valid header value. */
export function authorizationOf(token: string): Authorization {
  const text = checkedToken(token);
  return { header: bearer(text), redact: (received) => received.replaceAll(text, REDACTED_TOKEN) };
}

/** Replaces a token in error messages and recordings. */
export const REDACTED_TOKEN = '[token]';

/** More than can be in flight together. */
const MAX_REMEMBERED_TOKENS = 1_000;

/** Authorization with a token that is requested for each attempt just before it is sent. */
export function providedAuthorization(
  provide: TokenProvider,
): Authorization & { authorize(fetch: Fetch): Fetch } {
  const sent = new Set<string>();
  return {
    redact: (received) =>
      [...sent].reduce((rest, token) => rest.replaceAll(token, REDACTED_TOKEN), received),
    authorize: (fetch) => async (input, init) => {
      const token = await providedToken(provide, init?.signal);
      // The latest ones, in the order of their last use.
      sent.delete(token);
      sent.add(token);
      if (sent.size > MAX_REMEMBERED_TOKENS) sent.delete(sent.values().next().value as string);
      const headers = new Headers(init?.headers);
      headers.set('authorization', bearer(token));
      return fetch(input, { ...init, headers });
    },
  };
}

/** The token that the function returns, unless the signal is aborted first. */
async function providedToken(
  provide: TokenProvider,
  signal: AbortSignal | null | undefined,
): Promise<string> {
  let unlisten: (() => void) | undefined;
  const aborted = new Promise((_, reject) => {
    unlisten = signal ? onAbort(signal, () => reject(signal.reason)) : undefined;
  });
  // If `provide` threw here, the rejection of `aborted` could remain unhandled.
  const provided = new Promise((resolve) => resolve(provide()));
  try {
    return checkedToken(await Promise.race([provided, aborted]));
  } catch (cause) {
    throw new KaitenError('The token function failed', { cause });
  } finally {
    unlisten?.();
  }
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}

function checkedToken(token: unknown): string {
  const text = String(token ?? '').trim();
  // `Headers` would also reject it, but would quote it in the message.
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new TypeError(
    'token is empty or contains characters that are not allowed in a header: leave out "Bearer"',
  );
}
