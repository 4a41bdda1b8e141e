export type { AttemptEvent, RetryEvent, RetryHooks } from './hooks.js';
export { retry } from './retry.js';
export type { RetryOptions } from './retry-options.js';
export { type TimeoutOptions, timeout } from './timeout.js';
