import { responseInfoOf } from '@kaiten-sdk/core';
import { delayAfter } from './delay.js';
import type { RetrySettings } from './retry-options.js';

/**
 * Milliseconds until the next attempt, or in words why there is none.
 *
 * @param number Of the attempt that failed, from 1.
 * @param response Absent when no answer arrived.
 * @param timeLeft Milliseconds until the deadline.
 */
export function nextWait(
  number: number,
  response: Response | undefined,
  timeLeft: number,
  settings: RetrySettings,
): number | string {
  const pause = response && responseInfoOf(response).pause;
  const wait = pause ?? delayAfter(number, response, settings);
  if (wait > settings.maxDelay) return `the server asks for ${Math.ceil(wait)} ms`;
  if (wait >= timeLeft) return 'its deadline comes first';
  // Refusals of the rate limit are no outage: the server is well, and says when to come again.
  const isFree = response?.status === 429 || settings.retries.spend();
  return isFree ? wait : 'the budget of retries is spent';
}
