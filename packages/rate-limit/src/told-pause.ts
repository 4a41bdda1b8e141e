import { rateLimitResetOf, retryAfterOf } from '@kaiten-sdk/core';

/**
 * Milliseconds to wait, by the headers of a 429; 0, less or `NaN` where they say nothing. "Now", of
 * who has just refused, says nothing.
 */
export function toldPause(headers: Headers, wall: number, window: number): number {
  const { wait, rounding } = rateLimitResetOf(headers, wall);
  // One window is enough unless the server surely says more: the rest is its rounding.
  const untilReset = wait - rounding < window ? Math.min(wait, window) : wait;
  return retryAfterOf(headers, wall) || untilReset;
}
