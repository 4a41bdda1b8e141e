import { requestedWaitOf, responseInfoOf } from '@kaiten-sdk/core';
import { isCertainlyUnsent, isNetworkError } from './network-errors.js';
import type { RetrySettings } from './options.js';

const SAFE_METHOD = /^(GET|HEAD|OPTIONS)$/;

/** 501 and 505 mean that the server does not support the request at all. */
const TRANSIENT_STATUS = /^(408|425|429|5(?!01|05)\d\d)$/;

/** How much of a retry a successful attempt adds to the budget. */
const REFILL = 0.2;

/** A number of retries that calls share. */
export interface RetryBudget {
  /** Takes one retry. Returns false if there is none left. */
  readonly spend: () => boolean;
  readonly refill: () => void;
}

export function retryBudget(size: number): RetryBudget {
  let left = size;
  return {
    spend: () => left >= 1 && left-- >= 1,
    refill: () => {
      left = Math.min(size, left + REFILL);
    },
  };
}

/** Whether a later attempt may return another status code. */
export function isTransient(status: number): boolean {
  return TRANSIENT_STATUS.test(String(status));
}

/** Whether a failed request can be sent again without the risk that the server processes it twice. */
export function isRepeatable(
  method: string,
  repeatable: boolean | undefined,
  response: Response | undefined,
  error: unknown,
): boolean {
  if (error && !isNetworkError(error)) return false;
  return (
    repeatable ?? (SAFE_METHOD.test(method) || response?.status === 429 || isCertainlyUnsent(error))
  );
}

/**
 * Milliseconds until the next attempt, or the reason why there is none.
 *
 * @param number Number of the failed attempt, from 1.
 * @param response Absent if the attempt failed without one.
 * @param timeLeft Milliseconds until the deadline.
 */
export function nextDelay(
  number: number,
  response: Response | undefined,
  timeLeft: number,
  settings: RetrySettings,
): number | string {
  const pause = response && responseInfoOf(response).pause;
  const delay = pause ?? delayAfter(number, response, settings);
  if (delay > settings.maxDelay) return `the server asks for a delay of ${Math.ceil(delay)} ms`;
  if (delay >= timeLeft) return 'the deadline comes first';
  // A 429 is not an outage: the server works, and says when to send the next request.
  const isFree = response?.status === 429 || settings.budget.spend();
  return isFree ? delay : 'the retry budget is used up';
}

/** The delay that the server asks for, else full jitter with exponential backoff. */
function delayAfter(
  number: number,
  response: Response | undefined,
  { baseDelay, clock, maxDelay, random }: RetrySettings,
): number {
  const jitter = random() * baseDelay;
  const requested = response ? requestedWaitOf(response.status, response.headers, clock.wall()) : 0;
  if (!(requested > 0)) return Math.min(maxDelay, jitter * 2 ** (number - 1));
  // Without jitter, all clients that were refused together would return together.
  return Math.max(requested, Math.min(maxDelay, requested + jitter));
}
