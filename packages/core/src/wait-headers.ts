const SECOND = 1_000;
// Smaller values are seconds to wait; this one is a time in 2001.
const LEAST_EPOCH_SECONDS = 1e9;
// Smaller values are seconds since the epoch; this one is a time in 1973, in milliseconds.
const LEAST_EPOCH_MS = 1e11;
/** Difference between the server's clock and ours that rounding to seconds and latency explain. */
const TOLERATED_SKEW = 2 * SECOND;
/** A later reset of a response without `Date` is more likely a wrong clock of ours. */
const LONGEST_UNDATED = 60 * SECOND;

/** When the server's rate limit window ends. */
export interface RateLimitReset {
  /** Milliseconds from now. 0, negative or `NaN` if the header does not say. */
  readonly wait: number;
  /** How many of these milliseconds may only be due to rounding to whole seconds. */
  readonly rounding: number;
}

/**
 * Reads `Retry-After`, in seconds or as an HTTP date.
 *
 * @param wall Milliseconds since the epoch by our clock, used if the response has no `Date`.
 * @returns Milliseconds to wait. 0, negative or `NaN` if the header does not say.
 */
export function retryAfterOf(headers: Headers, wall: number): number {
  const value = headers.get('retry-after') as string;
  // Both dates are whole seconds of the same clock, so their difference is exact.
  return Number(value) * SECOND || Date.parse(value) - dateOf(headers, wall);
}

/**
 * Reads `X-RateLimit-Reset`: seconds to wait, or seconds or milliseconds since the epoch. The
 * magnitude of the value decides which.
 *
 * @param wall Milliseconds since the epoch by our clock. `Date` of the response corrects them.
 */
export function rateLimitResetOf(headers: Headers, wall: number): RateLimitReset {
  const value = Number(headers.get('x-ratelimit-reset'));
  const isInMs = value >= LEAST_EPOCH_MS;
  const ms = isInMs ? value : value * SECOND;
  const wait = value < LEAST_EPOCH_SECONDS ? ms : ms - serverTime(headers, wall);
  const isBelievable = wait === ms || wait <= LONGEST_UNDATED || headers.has('date');
  return {
    wait: isBelievable ? wait : Number.NaN,
    rounding: isInMs || value % 1 ? 0 : SECOND,
  };
}

/**
 * Reads how long a response asks to wait: its `Retry-After`, else the `X-RateLimit-Reset` of a 429.
 *
 * @param wall Milliseconds since the epoch by our clock.
 * @returns Milliseconds to wait. 0, negative or `NaN` if the headers do not say.
 */
export function requestedWaitOf(status: number, headers: Headers, wall: number): number {
  const after = retryAfterOf(headers, wall);
  return after > 0 || status !== 429 ? after : rateLimitResetOf(headers, wall).wait;
}

/** Our time if the server's clock agrees with it, else the latest time that its `Date` allows. */
function serverTime(headers: Headers, wall: number): number {
  const date = dateOf(headers, wall);
  return wall >= date && wall < date + TOLERATED_SKEW ? wall : date + SECOND;
}

function dateOf(headers: Headers, wall: number): number {
  return Date.parse(headers.get('date') as string) || wall;
}
