const SECOND = 1_000;
// Below it are seconds to wait, and below the second seconds since the epoch (2001 and 1973 on).
const LEAST_EPOCH_SECONDS = 1e9;
const LEAST_EPOCH_MS = 1e11;
/** What a server's clock may differ from ours by, its whole seconds included, and still be right. */
const TOLERATED_SKEW = 2 * SECOND;

/** Until when the server counts, as `X-RateLimit-Reset` says. */
export interface Reset {
  /** Milliseconds from now. */
  readonly wait: number;
  /** Whether it came in whole seconds, so that the truth is anywhere in the second around it. */
  readonly isRounded: boolean;
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
  const isMilliseconds = value >= LEAST_EPOCH_MS;
  const ms = isMilliseconds ? value : value * SECOND;
  return {
    wait: value < LEAST_EPOCH_SECONDS ? ms : ms - serverTime(headers, wall),
    isRounded: !isMilliseconds && Number.isInteger(value),
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
  return date === undefined ? undefined : date - (dateIn(headers, 'date') ?? wall);
}

/** The latest that it can be on the server, where its clock and ours disagree. */
function serverTime(headers: Headers, wall: number): number {
  const date = dateIn(headers, 'date');
  if (date === undefined || (wall >= date && wall < date + TOLERATED_SKEW)) return wall;
  return date + SECOND;
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim();
  return text && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function dateIn(headers: Headers, name: string): number | undefined {
  const time = Date.parse(headers.get(name) ?? '');
  return Number.isNaN(time) ? undefined : time;
}
