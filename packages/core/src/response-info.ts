import type { KaitenErrorOptions } from './errors/kaiten-error.js';

/** What the wrappers know of an answer beyond its `Response`: which call it is of, too. */
export interface ResponseInfo extends KaitenErrorOptions {
  /** The body, where a wrapper has read it already. `Response.text` of it would fail. */
  text?: string;
  /** The parsed body, where it was JSON. */
  json?: unknown;
  /** Milliseconds for which a limiter lets nothing pass after this 429; who repeats need not wait. */
  pause?: number;
  /** Calls back when a body that was handed on unread has ended. Absent where nobody watches it. */
  onEnd?: (callback: () => void) => void;
}

// A key that two installed copies of this package share.
const ANSWER: unique symbol = Symbol.for('kaiten-sdk.answer') as never;

/** The notes on a response, which all wrappers share. */
export function responseInfoOf(response: Response): ResponseInfo {
  const noted = response as Response & { [ANSWER]?: ResponseInfo };
  noted[ANSWER] ??= {};
  return noted[ANSWER];
}
