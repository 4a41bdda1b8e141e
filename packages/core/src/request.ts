import type { Fetch } from './call.js';

/** What `fetch` is called with. */
export type FetchArguments = Parameters<Fetch>;

/** What of a call is known before its body, wherever it is said. */
export interface RequestHead {
  readonly url: string;
  readonly method: string;
  readonly headers: HeadersInit | undefined;
  /** What ends the call. */
  readonly signal: AbortSignal | undefined;
}

/** As `fetch` reads it: `init` replaces what the `Request` says. */
export function requestHeadOf([input, init]: FetchArguments): RequestHead {
  const request = isRequest(input) ? input : undefined;
  const signal = init?.signal === undefined ? request?.signal : init.signal;
  return {
    url: request?.url ?? String(input),
    method: init?.method ?? request?.method ?? 'GET',
    headers: init?.headers ?? request?.headers,
    signal: signal ?? undefined,
  };
}

/** Not by class: there can be several, of another realm or of a polyfill. */
export function isRequest(input: FetchArguments[0]): input is Request {
  return typeof input === 'object' && 'headers' in input;
}
