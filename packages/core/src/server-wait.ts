const SECOND = 1_000;
// Below it are seconds to wait (it is 2001), and from the second one on milliseconds (1973).
const LEAST_EPOCH_SECONDS = 1e9;
const LEAST_EPOCH_MS = 1e11;
/** What a server's clock may differ from ours by, its whole seconds included, and still be right. */
const TOLERATED_SKEW = 2 * SECOND;

/** When the server's window ends. */
export interface RateLimitReset {
  /** Milliseconds from now; 0, less or `NaN` where it says nothing. */
  readonly wait: number;
  /** Milliseconds of it that may be mere rounding to whole seconds. */
  readonly rounding: number;
}

/**
 * Reads `Retry-After`, in seconds or as an HTTP date.
 *
 * @param wall Our milliseconds since the epoch. The `Date` of the answer replaces them.
 * @returns Milliseconds to wait; 0, less or `NaN` where it says nothing.
 */
export function retryAfterOf(headers: Headers, wall: number): number {
  const value = headers.get('retry-after') as string;
  // Both dates are whole seconds of the same clock, so that their difference is exact.
  return Number(value) * SECOND || Date.parse(value) - dateOf(headers, wall);
}

/**
 * Reads `X-RateLimit-Reset`: seconds since the epoch, milliseconds since the epoch or seconds to
 * wait, whichever its magnitude says.
 *
 * @param wall Our milliseconds since the epoch. The `Date` of the answer corrects them.
 */
export function rateLimitResetOf(headers: Headers, wall: number): RateLimitReset {
  const value = Number(headers.get('x-ratelimit-reset'));
  const isInMs = value >= LEAST_EPOCH_MS;
  const ms = isInMs ? value : value * SECOND;
  return {
    wait: value < LEAST_EPOCH_SECONDS ? ms : ms - serverTime(headers, wall),
    rounding: isInMs || value % 1 ? 0 : SECOND,
  };
}

/** The latest that it can be on the server, where its clock and ours disagree. */
function serverTime(headers: Headers, wall: number): number {
  const date = dateOf(headers, wall);
  return wall >= date && wall < date + TOLERATED_SKEW ? wall : date + SECOND;
}

function dateOf(headers: Headers, wall: number): number {
  return Date.parse(headers.get('date') as string) || wall;
}
