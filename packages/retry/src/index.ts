export { bufferedTimeout } from './buffered-timeout.js';
export type { AttemptEvent, RetryEvent, RetryHooks } from './hooks.js';
export { retry } from './retry.js';
export type { RetryOptions } from './retry-options.js';
export { timeout } from './timeout.js';
export type { TimeoutOptions } from './timeout-options.js';
