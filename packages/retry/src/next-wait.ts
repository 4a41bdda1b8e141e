import { answerOf } from '@kaiten-sdk/core';
import type { Budget } from './budget.js';
import { delayAfter } from './delay.js';
import type { RetrySettings } from './retry-options.js';

/** How an attempt failed that may be repeated, and what is left for another. */
export interface Situation {
  /** The number of the attempt, from 1. */
  readonly number: number;
  /** Absent when no answer arrived. */
  readonly response: Response | undefined;
  readonly canSendAgain: boolean;
  /** Milliseconds until the deadline. */
  readonly timeLeft: number;
}

/** Milliseconds until the next attempt, or in words why there is none. */
export function nextWait(
  { number, response, canSendAgain, timeLeft }: Situation,
  settings: RetrySettings,
  budget: Budget,
): number | string {
  if (!canSendAgain) return 'its body is a stream, which can be sent only once';
  const wait = pauseOf(response) ?? delayAfter(number, response, settings);
  if (wait > settings.maxDelay) return `the server asks for a wait of ${Math.ceil(wait)} ms`;
  if (wait >= timeLeft) return 'its deadline comes first';
  // Refusals of the rate limit are no outage: the server is well, and says when to come again.
  const isFree = response?.status === 429 || budget.spend();
  return isFree ? wait : 'too many retries lately, the budget is spent';
}

/** A limiter inside holds the next attempt itself. */
export function pauseOf(response: Response | undefined): number | undefined {
  return response?.status === 429 ? answerOf(response).pause : undefined;
}
