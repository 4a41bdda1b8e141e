export type { Attempt } from './attempt.js';
export type { CallInit, CallMeta, Fetch } from './call.js';
export { checkNumber, checkNumbers } from './check-number.js';
export { type Clock, systemClock } from './clock.js';
export { errorOfSignal } from './errors/abort-reason.js';
export { ApiError, type ApiErrorOptions } from './errors/api-error.js';
export { apiErrorOf } from './errors/api-error-of.js';
export {
  AbortError,
  ConnectionError,
  QueueFullError,
  TimeoutError,
  ValidationError,
  type ValidationErrorOptions,
  type ValidationIssue,
} from './errors/call-errors.js';
export * from './errors/guards.js';
export { isKaitenError, KaitenError, type KaitenErrorOptions } from './errors/kaiten-error.js';
export * from './errors/status-errors.js';
export { notify } from './notify.js';
export { onAbort } from './on-abort.js';
export { type FetchArguments, isRequest, type RequestHead, requestHeadOf } from './request.js';
export { type ResponseInfo, responseInfoOf } from './response-info.js';
export { type RateLimitReset, rateLimitResetOf, retryAfterOf } from './server-wait.js';
