import type { Fetch } from '@kaiten-sdk/core';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { retry, timeout } from '@kaiten-sdk/retry';
import { type Hooks, tell } from './hooks.js';
import { observed } from './observed.js';
import type { TransportOptions } from './transport-options.js';

export type Stats = ReturnType<ReturnType<typeof rateLimit>['stats']>;

export interface Stack {
  readonly fetch: Fetch;
  /** What the limiter has seen; nothing where there is none. */
  stats(): Stats | undefined;
}

/** `retry(rateLimit(timeout(fetch)))`: each attempt takes a permit, and then its time begins. */
export function stackOf(options: TransportOptions, fetch: Fetch): Stack {
  const { hooks = {}, rateLimit: limit = {}, timeout: ms } = options;
  const attempt = observed(timeout(fetch, ms === undefined ? {} : { timeout: ms }), hooks);
  const limiter = limit
    ? rateLimit(attempt, { ...limit, ...told(hooks, 'onWait', 'onPause') })
    : undefined;
  return { fetch: retrying(limiter ?? attempt, options), stats: () => limiter?.stats() };
}

/** The same for what is not Kaiten's, whose limit it does not count against. */
export function retrying(
  fetch: Fetch,
  { retry: again, deadline, hooks = {} }: TransportOptions,
): Fetch {
  return retry(fetch, {
    ...(again === false ? { maxAttempts: 1 } : again),
    ...(deadline !== undefined && { deadline }),
    ...told(hooks, 'onRetry'),
  });
}

function told<Name extends 'onRetry' | 'onWait' | 'onPause'>(
  hooks: Hooks,
  ...names: readonly Name[]
): Pick<Hooks, Name> {
  const present = names.filter((name) => hooks[name]);
  return Object.fromEntries(
    present.map((name) => [
      name,
      (event: never) => tell(hooks[name] as (event: never) => void, event),
    ]),
  ) as Pick<Hooks, Name>;
}
