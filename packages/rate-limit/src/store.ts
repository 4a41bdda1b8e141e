/** The limit that a store enforces for a key. */
export interface RateLimitRule {
  /** Requests that the server may count in any window. If `maxLimit` is set, the initial limit. */
  readonly limit: number;
  /** The highest limit that can be learned. Absent if the limit is fixed. */
  readonly maxLimit?: number | undefined;
  /** Milliseconds. */
  readonly window: number;
  /**
   * Milliseconds after which the request of a permit counts as received by the server, even if its
   * call has not ended.
   */
  readonly permitTimeout: number;
}

/**
 * A permit, or the milliseconds to wait before the next attempt to take one. `limit` is the current
 * limit, if it is learned. `pause` is the length in milliseconds of the pause that is the reason for
 * the wait, from its beginning to its end.
 */
export type PermitResult = (
  | { readonly permit: string }
  | { readonly wait: number; readonly pause?: number | undefined }
) & {
  readonly limit?: number | undefined;
};

/** Counts the permits of each key. All limiters that share a store share the limit. */
export interface RateLimitStore {
  /** Takes a permit in one atomic step, unless the rule or a pause forbids it. */
  take(key: string, rule: RateLimitRule): PermitResult | Promise<PermitResult>;
  /**
   * Releases a permit one window after its request was counted.
   *
   * @param ago Milliseconds since the server counted the request, at the latest. Not awaited.
   */
  settle(key: string, permit: string, rule: RateLimitRule, ago: number): void;
  /** Denies all permits of the key for `ms` milliseconds. A longer pause stays. Not awaited. */
  pause(key: string, ms: number): void;
  /**
   * Allows at most `remaining` more permits within `ms` milliseconds, because the server has counted
   * more requests than this store. Never raises the limit. Not awaited.
   */
  restrict?(key: string, remaining: number, ms: number): void;
  /**
   * Learns the limit of a key from one response, for rules with a `maxLimit`. A store without this
   * method keeps to `rule.limit`. Not awaited.
   *
   * @param announced Requests per window from `X-RateLimit-Limit`: an integer from 1 to `maxLimit`.
   * Applies from now on.
   * @param refused Milliseconds since the request was sent, if its response is a 429. Lowers the
   * limit for a while.
   */
  learn?(key: string, rule: RateLimitRule, announced?: number, refused?: number): void;
  /**
   * Whether the shortest round trip may be subtracted from the `ago` of `settle`. Only safe if all
   * limiters that share a key learn it together.
   */
  readonly learnsRoundTrip: boolean;
}
