const SECOND = 1_000;
// Below it are seconds to wait (it is 2001), and from the second one on milliseconds (1973).
const LEAST_EPOCH_SECONDS = 1e9;
const LEAST_EPOCH_MS = 1e11;
/** What a server's clock may differ from ours by, its whole seconds included, and still be right. */
const TOLERATED_SKEW = 2 * SECOND;

/** When the server's window ends. */
export interface Reset {
  /** Milliseconds from now. */
  readonly wait: number;
  /** Milliseconds of it that may be mere rounding to whole seconds. */
  readonly rounding: number;
}

/**
 * Reads `X-RateLimit-Reset`: seconds since the epoch, milliseconds since the epoch or seconds to
 * wait, whichever its magnitude says.
 *
 * @param wall Our milliseconds since the epoch. The `Date` of the answer corrects them.
 */
export function resetOf(headers: Headers, wall: number): Reset | undefined {
  const value = numberIn(headers, 'x-ratelimit-reset');
  if (value === undefined) return undefined;
  const ms = value < LEAST_EPOCH_MS ? value * SECOND : value;
  return {
    wait: value < LEAST_EPOCH_SECONDS ? ms : ms - serverTime(headers, wall),
    rounding: value < LEAST_EPOCH_MS && value % 1 === 0 ? SECOND : 0,
  };
}

/** Reads `X-RateLimit-Remaining`. */
export function remainingOf(headers: Headers): number | undefined {
  return numberIn(headers, 'x-ratelimit-remaining');
}

/** Milliseconds to wait by `Retry-After`, in seconds or as an HTTP date; negative for a past one. */
export function retryAfterOf(headers: Headers, wall: number): number | undefined {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== undefined) return seconds * SECOND;
  const date = dateIn(headers, 'retry-after');
  // Both are whole seconds of the same clock, so that their difference is exact.
  return date && date - (dateIn(headers, 'date') ?? wall);
}

/** The latest that it can be on the server, where its clock and ours disagree. */
function serverTime(headers: Headers, wall: number): number {
  const date = dateIn(headers, 'date') ?? wall;
  return wall >= date && wall < date + TOLERATED_SKEW ? wall : date + SECOND;
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name) ?? '';
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function dateIn(headers: Headers, name: string): number | undefined {
  return Date.parse(headers.get(name) ?? '') || undefined;
}
