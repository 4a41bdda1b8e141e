/** What a limiter allows. */
export interface Rule {
  /** Requests that the server may count in any window. */
  readonly limit: number;
  /** Milliseconds. */
  readonly window: number;
  /**
   * Milliseconds after which a permit whose call has not ended is counted as if the server had
   * counted it at its very end.
   */
  readonly cap: number;
}

/** A permit, or how many milliseconds to wait before asking again. */
export type Grant = { readonly permit: string } | { readonly wait: number };

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
   * Whether the shortest round trip may be subtracted from settle's `ago`: only where all who share
   * the key learn it together.
   */
  readonly learnsRoundTrip: boolean;
}
