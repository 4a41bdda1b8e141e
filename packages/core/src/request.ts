import type { Fetch } from './call.js';

/** What `fetch` is called with. */
export type Sending = Parameters<Fetch>;

/** Not by class: there can be several, of another realm or of a polyfill. */
export function isRequest(input: Sending[0]): input is Request {
  return typeof input === 'object' && 'headers' in input;
}

/** The signal that ends the call; `init.signal` replaces the one of the `Request`, as in `fetch`. */
export function signalOf([input, init]: Sending): AbortSignal | undefined {
  const given = init?.signal;
  return (given === undefined && isRequest(input) ? input.signal : given) ?? undefined;
}
