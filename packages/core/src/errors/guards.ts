import type { ApiError } from './api-error.js';
import type {
  AbortError,
  ConnectionError,
  QueueFullError,
  TimeoutError,
  ValidationError,
} from './call-errors.js';
import { isKaitenError, type KaitenError } from './kaiten-error.js';
import type {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  MethodNotAllowedError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  RateLimitError,
  ServerError,
} from './status-errors.js';

// Guards go by brand and name: `instanceof` fails where two copies of this package are installed.

export const isApiError = (error: unknown): error is ApiError =>
  isKaitenError(error) && 'status' in error;

export const isBadRequestError = guard<BadRequestError>('BadRequestError');
export const isAuthenticationError = guard<AuthenticationError>('AuthenticationError');
export const isPaymentRequiredError = guard<PaymentRequiredError>('PaymentRequiredError');
export const isPermissionError = guard<PermissionError>('PermissionError');
export const isNotFoundError = guard<NotFoundError>('NotFoundError');
export const isMethodNotAllowedError = guard<MethodNotAllowedError>('MethodNotAllowedError');
export const isConflictError = guard<ConflictError>('ConflictError');
export const isRateLimitError = guard<RateLimitError>('RateLimitError');
export const isServerError = guard<ServerError>('ServerError');
export const isConnectionError = guard<ConnectionError>('ConnectionError');
export const isTimeoutError = guard<TimeoutError>('TimeoutError');
export const isAbortError = guard<AbortError>('AbortError');
export const isValidationError = guard<ValidationError>('ValidationError');
export const isQueueFullError = guard<QueueFullError>('QueueFullError');

function guard<Kind extends KaitenError & { readonly name: string }>(
  name: Kind['name'],
): (error: unknown) => error is Kind {
  return (error): error is Kind => isKaitenError(error) && error.name === name;
}
