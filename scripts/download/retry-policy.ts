export interface Backoff {
  /** The longest wait before the first retry, in milliseconds; doubles with each further one. */
  readonly baseMs: number;
  /** The longest wait of all, in milliseconds, also when the server asks for more. */
  readonly capMs: number;
}

export const DEFAULT_BACKOFF = { baseMs: 500, capMs: 5_000 } satisfies Backoff;

/** Whether a status says that the same request may succeed later. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * How long to wait before a retry, in milliseconds: full jitter, but not less than the server asked
 * for, and never more than the cap.
 *
 * @param retry 1 for the first retry.
 * @param random From 0 to 1.
 */
export function retryDelayMs(
  retry: number,
  retryAfterMs: number | undefined,
  random: number,
  { baseMs, capMs }: Backoff,
): number {
  const jitter = random * Math.min(capMs, baseMs * 2 ** (retry - 1));
  return Math.min(capMs, Math.max(jitter, retryAfterMs ?? 0));
}

/** The milliseconds that a `Retry-After` header asks for: it holds seconds or a date. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
