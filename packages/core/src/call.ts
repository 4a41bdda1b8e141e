/**
 * A `fetch` that also accepts `init.call`. The standard `fetch` is assignable to it and it is
 * assignable to the standard `fetch`, so wrappers of this type work with any HTTP client.
 */
export type Fetch = (input: string | URL | Request, init?: CallInit) => Promise<Response>;

export type FetchArguments = Parameters<Fetch>;

/** The second argument of `fetch`, extended with options for the wrappers. */
export interface CallInit extends RequestInit {
  /** Read by the wrappers. The platform's `fetch` ignores it. */
  readonly call?: CallMeta | undefined;
}

/** Options and metadata that the wrappers pass along with a request. None of it is sent. */
export interface CallMeta {
  /** `operationId` in the OpenAPI document, such as `getCard`. */
  readonly operationId?: string | undefined;
  /** Path in the OpenAPI document, such as `/cards/{card_id}`. It contains no IDs. */
  readonly pathTemplate?: string | undefined;
  /** Number of the attempt, from 1. */
  readonly attempt?: number | undefined;
  /** Calls with a higher priority leave a queue first. @default 0 */
  readonly priority?: number | undefined;
  /** Time limit of one attempt in milliseconds, from its permit to the end of the response. */
  readonly timeout?: number | undefined;
  /** Time limit of the call in milliseconds, including all attempts and waits; `Infinity` for none. */
  readonly deadline?: number | undefined;
  /** Maximum number of attempts, including the first. */
  readonly maxAttempts?: number | undefined;
  /** Whether the request can safely be sent more than once. @default depends on the method */
  readonly repeatable?: boolean | undefined;
  /** Whether to return the response before its body is read. @default depends on `Content-Type` */
  readonly stream?: boolean | undefined;
}

/** One attempt of a call, as hooks and errors report it. */
export interface Attempt {
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** Milliseconds from the start of the attempt to its end, including its wait in a queue. */
  readonly duration: number;
  /** Status code of the response. Absent if there was none. */
  readonly status?: number;
  /** Why there is no complete response. */
  readonly error?: unknown;
  /** Milliseconds until the next attempt. Absent for the last one. */
  readonly delay?: number;
}

/** What errors and responses record about their call. */
export interface CallDetails {
  readonly operationId?: string | undefined;
  readonly method?: string | undefined;
  readonly pathTemplate?: string | undefined;
  readonly attempts?: readonly Attempt[] | undefined;
  /** Why a failure that is normally retried was not. */
  readonly notRetried?: string | undefined;
}

/** What the wrappers know about a response in addition to the `Response` itself. */
export interface ResponseInfo extends CallDetails {
  /** The body, if a wrapper has read it already. `response.text()` may fail then. */
  text?: string;
  /** The parsed body, if it is JSON. */
  json?: unknown;
  /**
   * Milliseconds for which a rate limiter holds back all requests after this 429. A caller that
   * retries does not need to wait as well.
   */
  pause?: number;
  /** Registers a callback for the end of an unread body. Absent if no wrapper watches the body. */
  onEnd?: (callback: () => void) => void;
}

// From the global registry, so that several installed copies of this package use the same key.
const INFO: unique symbol = Symbol.for('kaiten-sdk.response') as never;

/** The info object of a response. It is created on first use and shared by all wrappers. */
export function responseInfoOf(response: Response): ResponseInfo {
  const target = response as Response & { [INFO]?: ResponseInfo };
  target[INFO] ??= {};
  return target[INFO];
}

/** The parts of a request that are known without reading its body. */
export interface RequestHead {
  readonly url: string;
  readonly method: string;
  readonly headers: RequestInit['headers'];
  readonly signal: AbortSignal | undefined;
}

/** Reads the arguments as `fetch` does: `init` overrides the `Request`. */
export function requestHeadOf([input, init]: FetchArguments): RequestHead {
  const request = isRequest(input) ? input : undefined;
  const signal = init?.signal === undefined ? request?.signal : init.signal;
  return {
    url: request?.url ?? String(input),
    method: init?.method ?? request?.method ?? 'GET',
    headers: init?.headers ?? request?.headers,
    signal: signal ?? undefined,
  };
}

/** Frees the connection of a response that nobody reads. */
export function discard({ body }: Response): void {
  // Rejects if the body was already read, which does not matter. Not every `fetch` has web streams.
  body?.cancel?.().catch(() => {});
}

/** The URL without query and fragment, which may contain secrets. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, '');
}

/** Does not use `instanceof`, because polyfills and other realms have their own `Request` class. */
export function isRequest(input: FetchArguments[0]): input is Request {
  return typeof input === 'object' && 'headers' in input;
}
