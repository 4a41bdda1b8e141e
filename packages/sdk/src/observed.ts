import type { Call, Fetch } from '@kaiten-sdk/core';
import { attributesOf } from './attributes.js';
import { type CallInfo, type Hooks, tell } from './hooks.js';

/** What travels with a call beside what the wrappers of other packages read. */
export interface WatchedCall extends Call {
  /** Present when somebody watches. */
  readonly info?: CallInfo | undefined;
}

/** Tells the hooks of every attempt. Costs nothing where there are none. */
export function observed(fetch: Fetch, { onRequest, onResponse }: Hooks): Fetch {
  if (!onRequest && !onResponse) return fetch;
  return async (input, init) => {
    const { info: call, attempt = 1 } = (init?.call ?? {}) as WatchedCall;
    if (!call) return fetch(input, init);
    const start = performance.now();
    const ended = (end: { status?: number; error?: unknown }) =>
      tell(onResponse, {
        call,
        attempt,
        ...end,
        duration: performance.now() - start,
        attributes: attributesOf(call, attempt, end),
      });
    tell(onRequest, { call, attempt, attributes: attributesOf(call, attempt) });
    try {
      const response = await fetch(input, init);
      ended({ status: response.status });
      return response;
    } catch (error) {
      ended({ error });
      throw error;
    }
  };
}
