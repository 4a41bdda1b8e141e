export type { KeyOf, KeyRequest } from './key.js';
export type { KeyStats } from './key-stats.js';
export { memoryStore } from './memory-store.js';
export type { LimitEvent, PauseEvent, RateLimitOptions, WaitEvent } from './options.js';
export { type RateLimitedFetch, rateLimit } from './rate-limit.js';
export type { Grant, RateLimitStore, Rule } from './store.js';
