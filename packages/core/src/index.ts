export { type Answer, answerOf } from './answer.js';
export type { Attempt } from './attempt.js';
export type { Call, CallInit, Fetch } from './call.js';
export { checked, checkedOptions } from './checked.js';
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
export { type Head, headOf, isRequest, type Sending } from './request.js';
export { type Reset, resetOf, retryAfterOf } from './server-wait.js';
