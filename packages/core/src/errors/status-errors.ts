import { ApiError, type ApiErrorOptions } from './api-error.js';

/** 400: the request is malformed or breaks a rule; `serverMessage` says which. */
export class BadRequestError extends ApiError {
  override get name() {
    return 'BadRequestError' as const;
  }
}

/** 401: the token is missing, wrong or revoked. */
export class AuthenticationError extends ApiError {
  override get name() {
    return 'AuthenticationError' as const;
  }
}

/** 402: the company's tariff lacks the feature. */
export class PaymentRequiredError extends ApiError {
  override get name() {
    return 'PaymentRequiredError' as const;
  }
}

/** 403: no permission, or the thing is missing: Kaiten sends it for both, mostly without a body. */
export class PermissionError extends ApiError {
  override get name() {
    return 'PermissionError' as const;
  }
}

/** 404: there is no such thing. */
export class NotFoundError extends ApiError {
  override get name() {
    return 'NotFoundError' as const;
  }
}

/** 405: the path exists, for other methods only. */
export class MethodNotAllowedError extends ApiError {
  override get name() {
    return 'MethodNotAllowedError' as const;
  }
}

/** 409: it is there already, or something depends on it. */
export class ConflictError extends ApiError {
  override get name() {
    return 'ConflictError' as const;
  }
}

/** 429, after all attempts that were allowed. */
export class RateLimitError extends ApiError {
  override get name() {
    return 'RateLimitError' as const;
  }
}

/** 500 and above, after all attempts that were allowed. */
export class ServerError extends ApiError {
  override get name() {
    return 'ServerError' as const;
  }
}

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
