import type { Fetch } from '@kaiten-sdk/core';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { retry, timeout } from '@kaiten-sdk/retry';
import type { TransportOptions } from './transport-options.js';

export type Stats = ReturnType<ReturnType<typeof rateLimit>['stats']>;

/** What is put between the wrappers. */
export interface Layers {
  /** Sends a request to the network. */
  readonly fetch: Fetch;
  /** Around each attempt that leaves the queue. */
  readonly attempt?: ((fetch: Fetch) => Fetch) | undefined;
}

export interface Stack {
  readonly fetch: Fetch;
  /** What the limiter has seen; nothing where there is none. */
  stats(): Stats | undefined;
}

/** `retry(rateLimit(timeout(fetch)))`: each attempt takes a permit, and then its time begins. */
export function stackOf(options: TransportOptions, { fetch, attempt = same }: Layers): Stack {
  const { hooks: { onWait, onPause } = {}, rateLimit: limit = {}, timeout: ms } = options;
  const timed = attempt(timeout(fetch, { timeout: ms }));
  const limiter = limit ? rateLimit(timed, { ...limit, onWait, onPause }) : undefined;
  return { fetch: retrying(limiter ?? timed, options), stats: () => limiter?.stats() };
}

/** Repeats what failed; what is not Kaiten's is repeated so, but does not count against its limit. */
export function retrying(fetch: Fetch, options: TransportOptions): Fetch {
  const { retry: again, deadline, hooks } = options;
  const repeats = again === false ? { maxAttempts: 1 } : again;
  return retry(fetch, { ...repeats, deadline, onRetry: hooks?.onRetry });
}

function same(fetch: Fetch): Fetch {
  return fetch;
}
