import type { Fetch, ValidationIssue } from '@kaiten-sdk/core';
import type { RateLimitOptions } from '@kaiten-sdk/rate-limit';
import type { RetryOptions } from '@kaiten-sdk/retry';
import type { Hooks } from './hooks.js';

/**
 * Defaults of the options of this package. Defaults of `retry` and `rateLimit`, `timeout` and
 * `deadline` belong to `@kaiten-sdk/retry` and `@kaiten-sdk/rate-limit`.
 */
export const DEFAULTS = {
  /** Environment variable for `domain`. */
  domainVariable: 'KAITEN_DOMAIN',
  /** Environment variable for `token`. */
  tokenVariable: 'KAITEN_TOKEN',
  /** Appended to a `domain` without a dot. */
  cloudSuffix: '.kaiten.ru',
  /** Path of the API on the host that `domain` names. */
  apiPath: '/api/latest',
  validate: 'off',
  uploadType: 'application/octet-stream',
  recordShapes: { by: 'anonymous', maxBodySize: 50_000_000 },
  recordTape: { maxBodySize: 10_000_000 },
  replay: { exhausted: 'reject', ignoreBody: false },
} as const;

/** Hooks for waits and retries. Events never contain headers, bodies or the token. */
export interface TransportHooks {
  /** Called when an attempt failed and will be retried after a wait. */
  readonly onRetry?: RetryOptions['onRetry'] | undefined;
  /** Called when a call has to wait for the rate limit. */
  readonly onWait?: RateLimitOptions['onWait'] | undefined;
  /** Called when the server responded with 429 and requests are paused. */
  readonly onPause?: RateLimitOptions['onPause'] | undefined;
  /** Called when the learned limit changed, or when a limit announced by the server was ignored. */
  readonly onLimit?: RateLimitOptions['onLimit'] | undefined;
}

/** Options of both `createTransport` and `createKaiten`. */
export interface CommonOptions {
  /** Sends the requests. @default the `fetch` of the platform, looked up at each call */
  readonly fetch?: Fetch | undefined;
  /** Retries, or `false` to send every call once. @default the defaults of `@kaiten-sdk/retry` */
  readonly retry?: false | Omit<RetryOptions, 'deadline' | 'onAttempt' | 'onRetry'> | undefined;
  /**
   * Requests per second, and where they are counted. `limit: 'auto'` starts at the 5 requests per
   * second that Kaiten documents and follows `X-RateLimit-Limit` and 429 responses; a number sets a
   * fixed limit. `false` disables rate limiting.
   *
   * @default { limit: 'auto', maxLimit: 100 }
   * @example createKaiten({ domain: 'acme', token, rateLimit: { limit: 5 } });
   */
  readonly rateLimit?: false | Omit<RateLimitOptions, 'onWait' | 'onPause' | 'onLimit'> | undefined;
  /**
   * Timeout of one attempt in milliseconds, from leaving the rate limiter's queue to the end of the
   * response.
   */
  readonly timeout?: number | undefined;
  /**
   * Timeout of a call in milliseconds, including all its attempts and waits. `Infinity` for no limit.
   *
   * @default 2_400_000, which is 40 minutes: the last of 10,000 calls that wait at 5 per second, and
   * its five attempts
   */
  readonly deadline?: number | undefined;
  /**
   * Maximum size of a response in bytes, after decompression. A larger one throws a `KaitenError` and
   * is not retried. `Infinity` for no limit. Does not apply to `download`.
   *
   * @default 50_000_000
   */
  readonly maxResponseBytes?: number | undefined;
  readonly hooks?: TransportHooks | undefined;
  /** Headers that are sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Options of `createTransport`. To keep the bundle small, it does not read environment variables and
 * does not accept `domain`.
 */
export interface TransportOptions extends CommonOptions {
  /** Full URL of the API, such as `https://acme.kaiten.ru/api/latest`. */
  readonly baseUrl: string;
  /** Access token of a user. */
  readonly token: string;
}

/** URL of the API: either `domain` or `baseUrl`. */
export type AddressOptions =
  | {
      /**
       * Host of the company. `acme` and `acme.kaiten.ru` both mean `https://acme.kaiten.ru/api/latest`.
       * Any other host, such as `acme.kaiten.io`, `acme.flowfast.io` or your own, has to be complete
       * and means `https://<host>/api/latest`. @default the environment variable KAITEN_DOMAIN
       */
      readonly domain?: string | undefined;
      readonly baseUrl?: never;
    }
  | {
      /** Full URL of the API, such as `https://kaiten.example.com/api/latest`. */
      readonly baseUrl: string;
      readonly domain?: never;
    };

/** Returns the token for an attempt that is about to be sent. */
export type TokenProvider = () => string | Promise<string>;

/** Options of `createKaiten`. */
export type KaitenOptions = AddressOptions &
  CommonOptions & {
    /**
     * Access token of a user, or a function that returns one for each attempt.
     *
     * @default the environment variable KAITEN_TOKEN
     */
    readonly token?: string | TokenProvider | undefined;
    /** Whether requests and responses are validated against the contract. @default 'off' */
    readonly validate?: ValidationMode | undefined;
    readonly hooks?: Hooks | undefined;
    /**
     * The validators, exported by `@kaiten-sdk/zod/validators`. Required in bundles, browsers and
     * workers. @default the installed `@kaiten-sdk/zod`, on Node, Deno and Bun without a bundler
     */
    readonly validators?: Validators | undefined;
  };

/** Options of one call. They override the options of the client. */
export interface CallOptions {
  /** Aborts the call, whether it is queued, waiting for a retry or in flight. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Timeout of one attempt in milliseconds, from leaving the rate limiter's queue to the end of the
   * response.
   */
  readonly timeout?: number | undefined;
  /**
   * Timeout of the call in milliseconds, including all its attempts and waits. `Infinity` for no limit.
   */
  readonly deadline?: number | undefined;
  /** `false` makes one attempt only. */
  readonly retry?:
    | false
    | {
        /** Maximum number of attempts, including the first. */
        readonly maxAttempts?: number | undefined;
        /** Whether the request is safe to repeat. @default true for GET, HEAD and OPTIONS */
        readonly repeatable?: boolean | undefined;
      }
    | undefined;
  /** Calls with a higher priority leave the queue first. @default 0 */
  readonly priority?: number | undefined;
  /** @default the `validate` option of the client */
  readonly validate?: ValidationMode | undefined;
  /** Additional headers. They override the headers of the client. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Options of `kaiten.request`. */
export interface RequestOptions extends Omit<CallOptions, 'validate'> {
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Sent as JSON, except for `FormData`, `URLSearchParams`, `Blob`, bytes and streams, which are sent
   * unchanged.
   */
  readonly body?: unknown;
}

/**
 * How requests and responses are validated against the contract. `report` calls `hooks.onFinding`
 * for each difference. `strict` throws a `ValidationError`; an invalid request is not sent.
 */
export type ValidationMode = 'off' | 'report' | 'strict';

/** A difference between a request or response and the contract. */
export interface ValidationFinding extends ValidationIssue {
  /**
   * `mismatch` violates the contract. `key` is a property, and `enum` a value of an enum, that the
   * contract does not know. `unavailable` means that the validators could not be loaded, so that
   * nothing was validated.
   */
  readonly kind: 'mismatch' | 'key' | 'enum' | 'unavailable';
  readonly direction: 'request' | 'response';
  readonly operationId: string;
}

/** What `@kaiten-sdk/zod/validators` exports as `validators`. */
export interface Validators {
  /** Load the validators of an operation, by its id. */
  readonly operations: Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>>;
  /** Loads `@kaiten-sdk/zod/issues`. */
  issues(): Promise<{
    formatIssues(
      error: unknown,
      options: { readonly root: string; readonly value: unknown },
    ): ValidationIssue[];
  }>;
  /** Loads `@kaiten-sdk/zod/report`. */
  report(): Promise<{
    reportUnknown(
      schema: unknown,
      value: unknown,
      onFinding: (finding: {
        readonly kind: 'key' | 'enum';
        readonly path: readonly (string | number)[];
      }) => void,
    ): void;
  }>;
}
