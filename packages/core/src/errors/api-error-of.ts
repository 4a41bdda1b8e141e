import { ApiError, type ApiErrorOptions } from './api-error.js';
import { named } from './named.js';

const KINDS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Authentication',
  402: 'PaymentRequired',
  403: 'Permission',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  429: 'RateLimit',
};

/** The error of a status, by the name of its kind; an `ApiError` where none is more exact. */
export function apiErrorOf(options: ApiErrorOptions): ApiError {
  const { status } = options;
  const kind = KINDS[status] ?? (status >= 500 ? 'Server' : 'Api');
  return new (named<typeof ApiError, ApiError>(ApiError, `${kind}Error`))(options);
}
