export * from '@kaiten-sdk/client';
export {
  AbortError,
  ApiError,
  type Attempt,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  type Fetch,
  isAbortError,
  isApiError,
  isAuthenticationError,
  isBadRequestError,
  isConflictError,
  isConnectionError,
  isKaitenError,
  isMethodNotAllowedError,
  isNotFoundError,
  isPaymentRequiredError,
  isPermissionError,
  isQueueFullError,
  isRateLimitError,
  isServerError,
  isTimeoutError,
  isValidationError,
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
  type ValidationIssue,
} from '@kaiten-sdk/core';
export { type Page, PaginationError, type Position, positionOf } from '@kaiten-sdk/pagination';
export type { ApiPromise, WithResponse } from './api-promise.js';
export type { Downloadable } from './download.js';
export type * from './generated/facade/namespaces.gen.js';
export type {
  Attributes,
  CallInfo,
  ErrorEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
} from './hooks.js';
export { createKaiten, type Kaiten } from './kaiten.js';
export type { List, ListOptions } from './list.js';
export type {
  AddressOptions,
  CallOptions,
  KaitenOptions,
  RequestOptions,
  TokenProvider,
  TransportHooks,
  TransportOptions,
  ValidationFinding,
  ValidationMode,
  Validators,
} from './options.js';
export type { FileStream, UploadOptions, UploadProgress } from './uploads.js';
