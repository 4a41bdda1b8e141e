import type { Fetch } from '@kaiten-sdk/core';
import type { RateLimitOptions } from '@kaiten-sdk/rate-limit';
import type { RetryOptions } from '@kaiten-sdk/retry';

/** What is told of the waits of calls. No event holds headers, bodies or the token. */
export interface TransportHooks {
  /** An attempt failed, and another one follows after a wait. */
  readonly onRetry?: RetryOptions['onRetry'] | undefined;
  /** A call waits for the rate limit. */
  readonly onWait?: RateLimitOptions['onWait'] | undefined;
  /** The server answered 429: nothing is sent for a while. */
  readonly onPause?: RateLimitOptions['onPause'] | undefined;
  /** The limit that was learned has changed, or what the server announced was ignored. */
  readonly onLimit?: RateLimitOptions['onLimit'] | undefined;
}

/** What transports and `Kaiten` are told alike. */
export interface CommonOptions {
  /** Sends a request. @default the `fetch` of the platform, looked up at each call */
  readonly fetch?: Fetch | undefined;
  /** `false`: every call is sent once. @default as `@kaiten-sdk/retry` says */
  readonly retry?: false | Omit<RetryOptions, 'deadline' | 'onAttempt' | 'onRetry'> | undefined;
  /**
   * How many calls are sent per second, and where they are counted. `limit: 'auto'` starts at 5 a
   * second, which Kaiten documents, and follows `X-RateLimit-Limit` and 429s; a number fixes it.
   * `false` sends calls at once, however many.
   *
   * @default { limit: 'auto', maxLimit: 100 }
   * @example createKaiten({ domain: 'acme', token, rateLimit: { limit: 5 } });
   */
  readonly rateLimit?: false | Omit<RateLimitOptions, 'onWait' | 'onPause' | 'onLimit'> | undefined;
  /** Milliseconds that one attempt may take, from leaving the queue to the end of its answer. */
  readonly timeout?: number | undefined;
  /** Milliseconds that a call may take with all its attempts and waits. */
  readonly deadline?: number | undefined;
  readonly hooks?: TransportHooks | undefined;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Nothing is taken from the environment, and no shorthand: a transport is for who counts bytes. */
export interface TransportOptions extends CommonOptions {
  /** The whole address of the API, such as `https://acme.kaiten.ru/api/latest`. */
  readonly baseUrl: string;
  /** An access token of a user. */
  readonly token: string;
}
