export {
  type Attempt,
  type CallInit,
  type CallMeta,
  discard,
  type Fetch,
  type FetchArguments,
  isRequest,
  type RequestHead,
  type ResponseInfo,
  requestHeadOf,
  responseInfoOf,
  withoutQuery,
} from './call.js';
export {
  checkOptions,
  isPlainObject,
  type OptionCheck,
  type OptionChecks,
} from './check-options.js';
export { type Clock, systemClock } from './clock.js';
export { type EncodedOperation, encodeUrl, type QueryStyles, queryText } from './encode-url.js';
export * from './error-guards.js';
export * from './errors.js';
export { formDataOf, formFieldsOf, formTextOf, notAFile } from './form-data.js';
export { callController, onAbort } from './on-abort.js';
export { checkNumber, checkNumbers, notify } from './options.js';
export { followRedirects } from './redirects.js';
export {
  type RateLimitReset,
  rateLimitResetOf,
  requestedWaitOf,
  retryAfterOf,
} from './wait-headers.js';
