/** What a limiter allows. */
export interface Rule {
  /** Requests that the server may count in any window; with `maxLimit`, until more is known. */
  readonly limit: number;
  /** Where the limit is learned: the highest that it may become. Absent where it is fixed. */
  readonly maxLimit?: number | undefined;
  /** Milliseconds. */
  readonly window: number;
  /**
   * Milliseconds after which a permit whose call has not ended is counted as if the server had
   * counted it at its very end.
   */
  readonly cap: number;
}

/**
 * A permit, or how many milliseconds to wait before asking again; and the limit that holds now, where
 * it is learned.
 */
export type Grant = ({ readonly permit: string } | { readonly wait: number }) & {
  readonly limit?: number | undefined;
};

/** Where the permits of a key are counted. Everybody who shares a store shares the limit. */
export interface RateLimitStore {
  /** One atomic step: a permit if the rule and no pause stand against it. */
  take(key: string, rule: Rule): Grant | Promise<Grant>;
  /**
   * The server counted the request of this permit at the latest `ago` ms ago; it is free one window
   * after that. Never awaited.
   */
  settle(key: string, permit: string, rule: Rule, ago: number): void;
  /** Nobody gets a permit under this key for so many ms (a longer pause stays). Never awaited. */
  pause(key: string, ms: number): void;
  /**
   * Fewer than `limit` are left in this window by the server's own count: at most `remaining` more
   * permits within `ms`. Makes it only stricter.
   */
  restrict?(key: string, remaining: number, ms: number): void;
  /**
   * Learns the limit of a key from one response, for rules with a `maxLimit`. A store without it
   * keeps to `rule.limit`. Never awaited.
   *
   * @param announced Requests per window, as `X-RateLimit-Limit` says: a whole number from 1 to
   * `maxLimit`. It holds from now on.
   * @param refused Milliseconds since the request was sent, when its response is a 429. That lowers
   * the limit for a while.
   */
  learn?(key: string, rule: Rule, announced?: number, refused?: number): void;
  /**
   * Whether the shortest round trip may be subtracted from settle's `ago`: only where all who share
   * the key learn it together.
   */
  readonly learnsRoundTrip: boolean;
}
