export type { KeyFunction, KeyRequest } from './key.js';
export type { KeyStats } from './key-queue.js';
export { memoryStore } from './memory-store.js';
export type { LimitEvent, PauseEvent, RateLimitOptions, WaitEvent } from './options.js';
export { type RateLimitedFetch, rateLimit } from './rate-limit.js';
export type { PermitResult, RateLimitRule, RateLimitStore } from './store.js';
