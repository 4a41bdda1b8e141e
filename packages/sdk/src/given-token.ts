import { type Fetch, KaitenError, onAbort } from '@kaiten-sdk/core';
import { type Authorization, bearer, checkedToken, HIDDEN } from './authorization.js';

/** Gives a token for each attempt. */
export type GiveToken = () => string | Promise<string>;

const REMEMBERED = 100;

/** Tokens that a function gives: each attempt asks for one when it is about to be sent. */
export function givenTokens(give: GiveToken): Authorization & { attempt(fetch: Fetch): Fetch } {
  const sent = new Set<string>();
  return {
    redact: (said) => [...sent].reduce((rest, token) => rest.replaceAll(token, HIDDEN), said),
    attempt: (fetch) => async (input, init) => {
      const token = await tokenOf(give, init?.signal);
      if (sent.size >= REMEMBERED) sent.clear();
      sent.add(token);
      const headers = new Headers(init?.headers);
      headers.set('authorization', bearer(token));
      return fetch(input, { ...init, headers });
    },
  };
}

/** What the function gives, unless the signal fires first. */
async function tokenOf(give: GiveToken, signal: AbortSignal | null | undefined): Promise<string> {
  let unlisten: (() => void) | undefined;
  const aborted = new Promise((_, reject) => {
    unlisten = signal ? onAbort(signal, () => reject(signal.reason)) : undefined;
  });
  // Not called here: what it throws would leave a signal that has fired to nobody.
  const given = new Promise((resolve) => resolve(give()));
  try {
    return checkedToken(await Promise.race([given, aborted]));
  } catch (cause) {
    throw new KaitenError('The function that gives the token failed', { cause });
  } finally {
    unlisten?.();
  }
}
