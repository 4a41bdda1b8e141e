/** What happened under one key. */
export interface KeyStats {
  /** Calls that were let through. */
  readonly granted: number;
  /** Calls that wait. */
  readonly queued: number;
  /** Calls without an answer yet. */
  readonly inFlight: number;
  /** Requests that were allowed in a window when a call was last let through, or had to wait. */
  readonly limit: number;
  /** Answers of status 429. */
  readonly refused: number;
  /** Milliseconds since the epoch when the pause ends; absent when there is none. */
  readonly pausedUntil?: number;
}
