import type { Fetch } from '@kaiten-sdk/core';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { retry } from '@kaiten-sdk/retry';
import type { CommonOptions } from './transport-options.js';

export type Stats = ReturnType<ReturnType<typeof rateLimit>['stats']>;

export interface Stack {
  readonly fetch: Fetch;
  /** What the limiter has seen; nothing where there is none. */
  stats(): Stats | undefined;
}

/** `retry(rateLimit(attempt))`: each attempt takes a permit, and then its time begins. */
export function stackOf(options: CommonOptions, attempt: Fetch): Stack {
  const { hooks, rateLimit: limit = {} } = options;
  const limiter = limit ? rateLimit(attempt, { ...hooks, ...limit }) : undefined;
  return { fetch: retrying(limiter ?? attempt, options), stats: () => limiter?.stats() };
}

/** Repeats what failed; what is not Kaiten's is repeated so, but does not count against its limit. */
export function retrying(fetch: Fetch, options: CommonOptions): Fetch {
  const { retry: again = {}, deadline, hooks } = options;
  return retry(fetch, { ...hooks, ...(again || { maxAttempts: 1 }), deadline });
}
