import { rateLimitResetOf, retryAfterOf } from '@kaiten-sdk/core';
import type { RetrySettings } from './retry-options.js';

/** Milliseconds to wait after an attempt: what the server asks for, else full jitter. */
export function delayAfter(
  number: number,
  response: Response | undefined,
  { baseDelay, clock, maxDelay, random }: RetrySettings,
): number {
  const jitter = random() * baseDelay;
  const asked = response ? askedBy(response, clock.wall(), maxDelay) : 0;
  if (!(asked > 0)) return Math.min(maxDelay, jitter * 2 ** (number - 1));
  // All who were refused together would otherwise return together.
  return Math.max(asked, Math.min(maxDelay, asked + jitter));
}

function askedBy({ headers, status }: Response, wall: number, maxDelay: number): number {
  const after = retryAfterOf(headers, wall);
  if (after > 0) return after;
  const { wait } = rateLimitResetOf(headers, wall);
  // Further away, it is more likely a wrong clock than a window of the limit.
  return status === 429 && wait <= maxDelay ? wait : 0;
}
