import type { Clock } from '@kaiten-sdk/core';
import type { RetrySettings } from './retry-options.js';
import { rateLimitReset, retryAfter } from './server-wish.js';

/** Milliseconds to wait after an attempt: what the server asks for, else full jitter. */
export function delayAfter(
  number: number,
  response: Response | undefined,
  { baseDelay, clock, maxDelay, random }: RetrySettings,
): number {
  const jitter = random() * baseDelay;
  const asked = askedFor(response, clock, maxDelay);
  if (!asked) return Math.min(maxDelay, jitter * 2 ** (number - 1));
  // All who were refused together would otherwise return together.
  return Math.max(asked, Math.min(maxDelay, asked + jitter));
}

function askedFor(response: Response | undefined, clock: Clock, maxDelay: number): number {
  if (!response) return 0;
  const after = retryAfter(response, clock);
  if (after > 0) return after;
  const reset = response.status === 429 ? rateLimitReset(response, clock) : 0;
  // Further away, it is more likely a wrong clock than a window of the limit.
  return reset > 0 && reset <= maxDelay ? reset : 0;
}
