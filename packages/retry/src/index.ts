export { bufferedTimeout } from './buffered-timeout.js';
export type { AttemptEvent, RetryEvent, RetryHooks } from './hooks.js';
export type { RetryOptions, TimeoutOptions } from './options.js';
export { retry } from './retry.js';
export { timeout } from './timeout.js';
