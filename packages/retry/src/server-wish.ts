import type { Clock } from '@kaiten-sdk/core';

/** Above these, `X-RateLimit-Reset` is an instant since the epoch, not a number of seconds to wait. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

/**
 * Milliseconds for which `Retry-After` asks to wait; not above 0, or no number, where it asks for
 * nothing. Instants are compared with the server's own clock, where the answer has its `Date`.
 */
export function retryAfter({ headers }: Response, clock: Clock): number {
  const value = headers.get('retry-after') ?? '';
  const seconds = Number(value || Number.NaN);
  return Number.isNaN(seconds) ? Date.parse(value) - serverNow(headers, clock) : seconds * 1000;
}

/** The same of `X-RateLimit-Reset`. */
export function rateLimitReset({ headers }: Response, clock: Clock): number {
  const value = Number(headers.get('x-ratelimit-reset'));
  if (value < EPOCH_SECONDS) return value * 1000;
  return (value < EPOCH_MILLISECONDS ? value * 1000 : value) - serverNow(headers, clock);
}

function serverNow(headers: Headers, clock: Clock): number {
  return Date.parse(headers.get('date') ?? '') || clock.wall();
}
