import type { Fetch, FetchArguments } from '@kaiten-sdk/core';
import { idleMap } from './idle-map.js';
import { keyRequestOf } from './key.js';
import { type KeyStats, keyQueueOf } from './key-queue.js';
import { type RateLimitOptions, settingsOf } from './options.js';

/** A `fetch` that keeps to a rate limit. */
export type RateLimitedFetch = Fetch & {
  /** Returns the statistics of each key that is in use or was used recently. */
  stats(): Readonly<Record<string, KeyStats>>;
};

/**
 * Makes a `fetch` keep to a rate limit: the server never counts more than `limit` requests in any
 * window. Calls wait in a queue for a permit, and all of them pause after a 429. Unless `limit` is a
 * number, it starts at 5 requests per second and is learned from `X-RateLimit-Limit` and from 429s.
 *
 * The promise rejects with `QueueFullError` if too many calls are waiting, and with `AbortError` or
 * `TimeoutError` if the signal of the call aborts while it waits. Otherwise it settles as that of the
 * inner `fetch`.
 *
 * @throws RangeError if a numeric option is not a number of at least 1.
 * @example
 * const limited = rateLimit(fetch);
 * const cards = await Promise.all(ids.map((id) => limited(`${api}/cards/${id}`, { headers })));
 */
export function rateLimit(fetch: Fetch, options: RateLimitOptions = {}): RateLimitedFetch {
  const settings = settingsOf(options);
  const queues = idleMap((key) => keyQueueOf(key, fetch, settings));
  const run = async (...call: FetchArguments): Promise<Response> => {
    const key = settings.key(keyRequestOf(call));
    return queues.get(typeof key === 'string' ? key : await key).run(call);
  };
  const stats = () =>
    Object.fromEntries(Array.from(queues.values, ([key, queue]) => [key, queue.stats()] as const));
  return Object.assign(run, { stats });
}
