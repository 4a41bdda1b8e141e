import type { Fetch, FetchArguments } from '@kaiten-sdk/core';
import { idleMap } from './idle-map.js';
import { keyRequestOf } from './key.js';
import type { KeyStats } from './key-stats.js';
import { laneOf } from './lane.js';
import { type RateLimitOptions, settingsOf } from './options.js';

/** A `fetch` that keeps to a rate limit. */
export type RateLimitedFetch = Fetch & {
  /** What happened under each key that is in use, or was not long ago. */
  stats(): Readonly<Record<string, KeyStats>>;
};

/**
 * Makes a `fetch` keep to a rate limit: the server never counts more than `limit` requests in any
 * window, wherever in it they arrive. A call waits for its turn; after a 429 all wait. Unless `limit`
 * is a number, it starts at 5 a second, and is learned from `X-RateLimit-Limit` and from 429s.
 *
 * The promise is rejected with `QueueFullError` when too many wait already, and with `AbortError` or
 * `TimeoutError` when the call's signal fires while it waits. What the inner `fetch` answers or
 * throws is passed on.
 *
 * @throws RangeError for an option that is no number from 1.
 * @example
 * const limited = rateLimit(fetch);
 * const cards = await Promise.all(ids.map((id) => limited(`${api}/cards/${id}`, { headers })));
 */
export function rateLimit(fetch: Fetch, options: RateLimitOptions = {}): RateLimitedFetch {
  const settings = settingsOf(options);
  const lanes = idleMap((key) => laneOf(key, fetch, settings));
  const run = async (...call: FetchArguments): Promise<Response> => {
    const key = settings.key(keyRequestOf(call));
    return lanes.get(typeof key === 'string' ? key : await key).run(call);
  };
  const stats = () =>
    Object.fromEntries(Array.from(lanes.values, ([key, lane]) => [key, lane.stats()] as const));
  return Object.assign(run, { stats });
}
