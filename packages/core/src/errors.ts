import { type Attempt, type CallDetails, withoutQuery } from './call.js';
import { locationOf } from './redirects.js';
import { requestedWaitOf } from './wait-headers.js';

// From the global registry: `instanceof` fails if two copies of this package are installed.
const BRAND: unique symbol = Symbol.for('kaiten-sdk.error') as never;

export interface KaitenErrorOptions extends ErrorOptions, CallDetails {}

/** The base class of all errors of the SDK. They never contain the token. */
export class KaitenError extends Error {
  readonly [BRAND] = true;
  /** `operationId` in the OpenAPI document. Absent if the call has none. */
  declare operationId: string | undefined;
  /** HTTP method. */
  declare method: string | undefined;
  /** Path in the OpenAPI document, such as `/cards/{card_id}`. */
  declare pathTemplate: string | undefined;
  /** All attempts of the call, in order. Empty if nothing was sent. */
  declare attempts: readonly Attempt[];

  constructor(message: string, options: KaitenErrorOptions = {}) {
    const { operationId, method, pathTemplate, attempts = [], notRetried } = options;
    const count = attempts.length > 1 ? ` (${attempts.length} attempts)` : '';
    super(message + count + (notRetried ? `; not retried: ${notRetried}` : ''), options);
    this.operationId = operationId;
    this.method = method;
    this.pathTemplate = pathTemplate;
    this.attempts = attempts;
  }

  override get name(): string {
    return 'KaitenError';
  }

  /** The properties of the error, `name` and `message` included, for structured logs. */
  toJSON(): object {
    // An attempt may refer to this very error.
    const attempts = this.attempts.map(({ error, ...rest }) => ({
      ...rest,
      error: error && String(error),
    }));
    return { ...this, attempts, name: this.name, message: this.message };
  }
}

/** Whether a value is an error of the SDK, thrown by any installed copy of it. */
export function isKaitenError(error: unknown): error is KaitenError {
  return BRAND in Object(error);
}

/**
 * A subclass that differs from its parent only in its name. Written out, these classes would be half
 * of the bundle size of the errors.
 */
function subclass<Parent extends new (...args: never[]) => KaitenError, Kind>(
  parent: Parent,
  name: string,
): new (
  ...args: ConstructorParameters<Parent>
) => Kind {
  const Base = parent as unknown as new (...args: unknown[]) => KaitenError;
  return class extends Base {
    override get name() {
      return name;
    }
  } as unknown as new (
    ...args: ConstructorParameters<Parent>
  ) => Kind;
}

/** No complete response: the connection was refused, reset or closed early, or the JSON is broken. */
export interface ConnectionError extends KaitenError {
  readonly name: 'ConnectionError';
}
export const ConnectionError = /* @__PURE__ */ subclass<typeof KaitenError, ConnectionError>(
  KaitenError,
  'ConnectionError',
);

/** An attempt exceeded its `timeout`, or the call its `deadline`. */
export interface TimeoutError extends KaitenError {
  readonly name: 'TimeoutError';
}
export const TimeoutError = /* @__PURE__ */ subclass<typeof KaitenError, TimeoutError>(
  KaitenError,
  'TimeoutError',
);

/** The caller's signal was aborted. `cause` is the reason of the signal. */
export interface AbortError extends KaitenError {
  readonly name: 'AbortError';
}
export const AbortError = /* @__PURE__ */ subclass<typeof KaitenError, AbortError>(
  KaitenError,
  'AbortError',
);

/** The error for an aborted signal: a `TimeoutError` if it comes from `AbortSignal.timeout`. */
export function errorOfSignal(signal: AbortSignal): AbortError | TimeoutError {
  const reason: unknown = signal.reason;
  const options = { cause: reason };
  return (reason as Error | undefined)?.name === 'TimeoutError'
    ? new TimeoutError("The call's signal timed out", options)
    : new AbortError('The call was aborted', options);
}

/** The queue of the rate limiter is full. */
export class QueueFullError extends KaitenError {
  /** The maximum number of waiting calls. */
  declare readonly maxQueued: number;

  constructor(maxQueued: number, options?: KaitenErrorOptions) {
    super(
      `${maxQueued} calls are already waiting: await some of them first, or raise maxQueued`,
      options,
    );
    this.maxQueued = maxQueued;
  }

  override get name() {
    return 'QueueFullError' as const;
  }
}

const LISTED_ISSUES = 3;

/** One way in which a value does not match the OpenAPI document. */
export interface ValidationIssue {
  /** Where the problem is, such as `body.title`. */
  readonly path: string;
  readonly message: string;
}

export interface ValidationErrorOptions extends KaitenErrorOptions {
  /** The rejected response, parsed. */
  readonly data?: unknown;
}

/**
 * In strict mode: a request or a response does not match the OpenAPI document. An invalid request is
 * not sent. If the response is invalid, the server has already processed the request, and `data` is
 * what it returned.
 */
export class ValidationError extends KaitenError {
  readonly direction: 'request' | 'response';
  readonly issues: readonly ValidationIssue[];
  // Private, so that code which logs or copies the error does not expose the user's data.
  readonly #data: unknown;

  constructor(
    direction: 'request' | 'response',
    issues: readonly ValidationIssue[],
    options?: ValidationErrorOptions,
  ) {
    const listed = issues.slice(0, LISTED_ISSUES).map(({ path, message }) => `${path}: ${message}`);
    if (issues.length > LISTED_ISSUES) listed.push(`and ${issues.length - LISTED_ISSUES} more`);
    super(
      `${options?.operationId ?? 'The call'}: the ${direction} does not match the API contract: ${listed.join('; ')}`,
      options,
    );
    this.direction = direction;
    this.issues = issues;
    this.#data = options?.data;
  }

  /**
   * The response body, parsed but not validated: after a write, the object that was created or
   * changed. `undefined` for a request. `toJSON` and `console.log` do not include it.
   */
  get data(): unknown {
    return this.#data;
  }

  override get name() {
    return 'ValidationError' as const;
  }
}

const EXPLANATIONS: Readonly<Record<number, string>> = {
  0: 'a redirect, whose status code and address browsers hide',
  // Kaiten was observed to return 403 without a body for missing objects, too.
  403: 'no permission, or not found: Kaiten returns 403 for both',
};

const LONGEST_MESSAGE = 300;

export interface ApiErrorOptions extends KaitenErrorOptions {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Set if the call was not sent, because an earlier response asked to wait until then. */
  readonly retryAt?: Date | undefined;
}

/**
 * The server responded with a status code that is not 2xx. Redirects are followed for GET and HEAD
 * only, and only to the same origin; others have their status code, which browsers hide as 0.
 */
export class ApiError extends KaitenError {
  declare readonly status: number;
  /** Response headers. */
  declare readonly headers: Headers;
  /** The response body as text: JSON, a bare string, HTML or empty. */
  declare readonly body: string;
  /** The server's error message, if the body contains one. */
  declare readonly serverMessage: string | undefined;
  /** The server's error code. Endpoints of iterations return one. */
  declare readonly code: string | number | undefined;
  /**
   * When the server accepts the request again, according to `Retry-After`, or to `X-RateLimit-Reset`
   * of a 429. Absent if it does not say.
   */
  declare readonly retryAt: Date | undefined;

  constructor(options: ApiErrorOptions) {
    const { status, headers, body, method, pathTemplate } = options;
    const now = Date.now();
    const wait = requestedWaitOf(status, headers, now);
    const retryAt = options.retryAt ?? (wait > 0 ? new Date(now + wait) : undefined);
    const value = parsed(body);
    const { message, error, code } = Object(value) as Record<string, unknown>;
    const serverMessage = lineOf(typeof value === 'string' ? value : (message ?? error));
    const call = method ? `${method} ${pathTemplate}` : 'The server';
    const target = locationOf(options);
    const explanation = target
      ? `a redirect to ${lineOf(withoutQuery(target))}, not followed`
      : (serverMessage ?? EXPLANATIONS[status]);
    super(
      call +
        (options.retryAt ? ' was not sent: an earlier request' : '') +
        ` returned ${status}` +
        (explanation ? `: ${explanation}` : '') +
        // Unlike `toISOString`, this does not throw for a time that `Date` cannot represent.
        (retryAt ? `; retry at ${retryAt.toUTCString()}` : ''),
      options,
    );
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.serverMessage = serverMessage;
    this.retryAt = retryAt;
    this.code = /string|number/.test(typeof code) ? (code as string | number) : undefined;
  }

  override get name(): string {
    return 'ApiError';
  }

  override toJSON(): object {
    return { ...super.toJSON(), headers: Object.fromEntries(this.headers) };
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function lineOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.replace(/\s+/g, ' ').trim();
  if (line.startsWith('<')) return 'an HTML page from a proxy';
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line || undefined;
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Authentication',
  402: 'PaymentRequired',
  403: 'Permission',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  429: 'RateLimit',
};

/** The most specific error for a status code: an `ApiError` if there is no class for it. */
export function apiErrorOf(options: ApiErrorOptions): ApiError {
  const { status } = options;
  const name = NAMES[status] ?? (status >= 500 ? 'Server' : 'Api');
  return new (subclass<typeof ApiError, ApiError>(ApiError, `${name}Error`))(options);
}

/** `instanceof` compares names, so that it also recognizes the errors of `apiErrorOf`. */
function statusError<Kind extends ApiError>(
  name: Kind['name'],
): new (
  options: ApiErrorOptions,
) => Kind {
  return Object.defineProperty(
    subclass<typeof ApiError, Kind>(ApiError, name),
    Symbol.hasInstance,
    {
      value: (error: unknown) => isKaitenError(error) && error.name === name,
    },
  );
}

/** 400: the request is malformed or violates a rule. `serverMessage` says which. */
export interface BadRequestError extends ApiError {
  readonly name: 'BadRequestError';
}
export const BadRequestError = /* @__PURE__ */ statusError<BadRequestError>('BadRequestError');

/** 401: the token is missing, invalid or revoked. */
export interface AuthenticationError extends ApiError {
  readonly name: 'AuthenticationError';
}
export const AuthenticationError =
  /* @__PURE__ */ statusError<AuthenticationError>('AuthenticationError');

/** 402: the company's plan does not include the feature. */
export interface PaymentRequiredError extends ApiError {
  readonly name: 'PaymentRequiredError';
}
export const PaymentRequiredError =
  /* @__PURE__ */ statusError<PaymentRequiredError>('PaymentRequiredError');

/** 403: no permission, or not found. Kaiten returns it for both, usually without a body. */
export interface PermissionError extends ApiError {
  readonly name: 'PermissionError';
}
export const PermissionError = /* @__PURE__ */ statusError<PermissionError>('PermissionError');

/** 404: not found. */
export interface NotFoundError extends ApiError {
  readonly name: 'NotFoundError';
}
export const NotFoundError = /* @__PURE__ */ statusError<NotFoundError>('NotFoundError');

/** 405: the path exists, but not with this method. */
export interface MethodNotAllowedError extends ApiError {
  readonly name: 'MethodNotAllowedError';
}
export const MethodNotAllowedError =
  /* @__PURE__ */ statusError<MethodNotAllowedError>('MethodNotAllowedError');

/** 409: it already exists, or something depends on it. */
export interface ConflictError extends ApiError {
  readonly name: 'ConflictError';
}
export const ConflictError = /* @__PURE__ */ statusError<ConflictError>('ConflictError');

/**
 * 429, after all allowed attempts, or at once if the server asks for a longer wait than allowed. Then
 * calls until `retryAt` fail with it too, without a request.
 */
export interface RateLimitError extends ApiError {
  readonly name: 'RateLimitError';
}
export const RateLimitError = /* @__PURE__ */ statusError<RateLimitError>('RateLimitError');

/** 500 or above, after all allowed attempts. */
export interface ServerError extends ApiError {
  readonly name: 'ServerError';
}
export const ServerError = /* @__PURE__ */ statusError<ServerError>('ServerError');
