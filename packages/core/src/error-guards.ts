import type {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  KaitenError,
  MethodNotAllowedError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  QueueFullError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
} from './errors.js';
import { isKaitenError } from './errors.js';

// The guards compare names, because `instanceof` fails if two copies of this package are installed.

export const isApiError = (error: unknown): error is ApiError =>
  isKaitenError(error) && 'status' in error;

export const isBadRequestError = /* @__PURE__ */ guard<BadRequestError>('BadRequestError');
export const isAuthenticationError =
  /* @__PURE__ */ guard<AuthenticationError>('AuthenticationError');
export const isPaymentRequiredError =
  /* @__PURE__ */ guard<PaymentRequiredError>('PaymentRequiredError');
export const isPermissionError = /* @__PURE__ */ guard<PermissionError>('PermissionError');
export const isNotFoundError = /* @__PURE__ */ guard<NotFoundError>('NotFoundError');
export const isMethodNotAllowedError =
  /* @__PURE__ */ guard<MethodNotAllowedError>('MethodNotAllowedError');
export const isConflictError = /* @__PURE__ */ guard<ConflictError>('ConflictError');
export const isRateLimitError = /* @__PURE__ */ guard<RateLimitError>('RateLimitError');
export const isServerError = /* @__PURE__ */ guard<ServerError>('ServerError');
export const isConnectionError = /* @__PURE__ */ guard<ConnectionError>('ConnectionError');
export const isTimeoutError = /* @__PURE__ */ guard<TimeoutError>('TimeoutError');
export const isAbortError = /* @__PURE__ */ guard<AbortError>('AbortError');
export const isValidationError = /* @__PURE__ */ guard<ValidationError>('ValidationError');
export const isQueueFullError = /* @__PURE__ */ guard<QueueFullError>('QueueFullError');

function guard<Kind extends KaitenError>(name: Kind['name']): (error: unknown) => error is Kind {
  return (error): error is Kind => isKaitenError(error) && error.name === name;
}
