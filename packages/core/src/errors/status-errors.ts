import { ApiError, type ApiErrorOptions } from './api-error.js';
import { named } from './named.js';

/** 400: the request is malformed or breaks a rule; `serverMessage` says which. */
export interface BadRequestError extends ApiError {
  readonly name: 'BadRequestError';
}
export const BadRequestError = /* @__PURE__ */ named<typeof ApiError, BadRequestError>(
  ApiError,
  'BadRequestError',
);

/** 401: the token is missing, wrong or revoked. */
export interface AuthenticationError extends ApiError {
  readonly name: 'AuthenticationError';
}
export const AuthenticationError = /* @__PURE__ */ named<typeof ApiError, AuthenticationError>(
  ApiError,
  'AuthenticationError',
);

/** 402: the company's tariff lacks the feature. */
export interface PaymentRequiredError extends ApiError {
  readonly name: 'PaymentRequiredError';
}
export const PaymentRequiredError = /* @__PURE__ */ named<typeof ApiError, PaymentRequiredError>(
  ApiError,
  'PaymentRequiredError',
);

/** 403: no permission, or the thing is missing: Kaiten sends it for both, mostly without a body. */
export interface PermissionError extends ApiError {
  readonly name: 'PermissionError';
}
export const PermissionError = /* @__PURE__ */ named<typeof ApiError, PermissionError>(
  ApiError,
  'PermissionError',
);

/** 404: there is no such thing. */
export interface NotFoundError extends ApiError {
  readonly name: 'NotFoundError';
}
export const NotFoundError = /* @__PURE__ */ named<typeof ApiError, NotFoundError>(
  ApiError,
  'NotFoundError',
);

/** 405: the path exists, for other methods only. */
export interface MethodNotAllowedError extends ApiError {
  readonly name: 'MethodNotAllowedError';
}
export const MethodNotAllowedError = /* @__PURE__ */ named<typeof ApiError, MethodNotAllowedError>(
  ApiError,
  'MethodNotAllowedError',
);

/** 409: it is there already, or something depends on it. */
export interface ConflictError extends ApiError {
  readonly name: 'ConflictError';
}
export const ConflictError = /* @__PURE__ */ named<typeof ApiError, ConflictError>(
  ApiError,
  'ConflictError',
);

/** 429, after all attempts that were allowed. */
export interface RateLimitError extends ApiError {
  readonly name: 'RateLimitError';
}
export const RateLimitError = /* @__PURE__ */ named<typeof ApiError, RateLimitError>(
  ApiError,
  'RateLimitError',
);

/** 500 and above, after all attempts that were allowed. */
export interface ServerError extends ApiError {
  readonly name: 'ServerError';
}
export const ServerError = /* @__PURE__ */ named<typeof ApiError, ServerError>(
  ApiError,
  'ServerError',
);

const BY_STATUS: Readonly<Record<number, new (options: ApiErrorOptions) => ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: PermissionError,
  404: NotFoundError,
  405: MethodNotAllowedError,
  409: ConflictError,
  429: RateLimitError,
};

/** The error class of a status; `ApiError` itself where none is more exact. */
export function apiErrorOf(options: ApiErrorOptions): ApiError {
  const Class = BY_STATUS[options.status] ?? (options.status >= 500 ? ServerError : ApiError);
  return new Class(options);
}
