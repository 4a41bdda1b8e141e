import { ApiError, type ApiErrorOptions } from './api-error.js';
import { isKaitenError } from './kaiten-error.js';
import { named } from './named.js';

/** A kind goes by its name, so that `instanceof` tells it also where it is of another copy. */
function kind<Kind extends ApiError>(name: Kind['name']): new (options: ApiErrorOptions) => Kind {
  return Object.defineProperty(named<typeof ApiError, Kind>(ApiError, name), Symbol.hasInstance, {
    value: (error: unknown) => isKaitenError(error) && error.name === name,
  });
}

/** 400: the request is malformed or breaks a rule; `serverMessage` says which. */
export interface BadRequestError extends ApiError {
  readonly name: 'BadRequestError';
}
export const BadRequestError = /* @__PURE__ */ kind<BadRequestError>('BadRequestError');

/** 401: the token is missing, wrong or revoked. */
export interface AuthenticationError extends ApiError {
  readonly name: 'AuthenticationError';
}
export const AuthenticationError = /* @__PURE__ */ kind<AuthenticationError>('AuthenticationError');

/** 402: the company's tariff lacks the feature. */
export interface PaymentRequiredError extends ApiError {
  readonly name: 'PaymentRequiredError';
}
export const PaymentRequiredError =
  /* @__PURE__ */ kind<PaymentRequiredError>('PaymentRequiredError');

/** 403: no permission, or the thing is missing: Kaiten sends it for both, mostly without a body. */
export interface PermissionError extends ApiError {
  readonly name: 'PermissionError';
}
export const PermissionError = /* @__PURE__ */ kind<PermissionError>('PermissionError');

/** 404: there is no such thing. */
export interface NotFoundError extends ApiError {
  readonly name: 'NotFoundError';
}
export const NotFoundError = /* @__PURE__ */ kind<NotFoundError>('NotFoundError');

/** 405: the path exists, for other methods only. */
export interface MethodNotAllowedError extends ApiError {
  readonly name: 'MethodNotAllowedError';
}
export const MethodNotAllowedError =
  /* @__PURE__ */ kind<MethodNotAllowedError>('MethodNotAllowedError');

/** 409: it is there already, or something depends on it. */
export interface ConflictError extends ApiError {
  readonly name: 'ConflictError';
}
export const ConflictError = /* @__PURE__ */ kind<ConflictError>('ConflictError');

/** 429, after all attempts that were allowed. */
export interface RateLimitError extends ApiError {
  readonly name: 'RateLimitError';
}
export const RateLimitError = /* @__PURE__ */ kind<RateLimitError>('RateLimitError');

/** 500 and above, after all attempts that were allowed. */
export interface ServerError extends ApiError {
  readonly name: 'ServerError';
}
export const ServerError = /* @__PURE__ */ kind<ServerError>('ServerError');
