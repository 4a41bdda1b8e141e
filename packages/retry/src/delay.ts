import type { Clock } from '@kaiten-sdk/core';
import type { RetrySettings } from './retry-options.js';

/** Milliseconds to wait after an attempt: what the server asks for, else full jitter. */
export function delayAfter(
  number: number,
  response: Response | undefined,
  { baseDelay, clock, maxDelay, random }: RetrySettings,
): number {
  const jitter = random() * baseDelay;
  const asked = response ? askedFor(response, clock, maxDelay) : 0;
  if (!asked) return Math.min(maxDelay, jitter * 2 ** (number - 1));
  // All who were refused together would otherwise return together.
  return Math.max(asked, Math.min(maxDelay, asked + jitter));
}

/** Above these, `X-RateLimit-Reset` is an instant since the epoch, not a number of seconds to wait. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

/** Instants are compared with the server's own clock, where the answer has its `Date`. */
function askedFor({ headers, status }: Response, clock: Clock, maxDelay: number): number {
  const now = Date.parse(headers.get('date') as string) || clock.wall();
  const after = headers.get('retry-after') as string;
  const wait = Number(after) * 1000 || Date.parse(after) - now;
  if (wait > 0) return wait;
  const reset = status === 429 ? Number(headers.get('x-ratelimit-reset')) : 0;
  const ms = reset < EPOCH_MILLISECONDS ? reset * 1000 : reset;
  const resetWait = reset < EPOCH_SECONDS ? ms : ms - now;
  // Further away, it is more likely a wrong clock than a window of the limit.
  return resetWait > 0 && resetWait <= maxDelay ? resetWait : 0;
}
