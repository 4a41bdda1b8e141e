export type { IoredisClient, NodeRedisClient, RedisClient } from './client.js';
export type { FailWhenUnavailable, LocalWhenUnavailable, RedisStoreOptions } from './options.js';
export { redisStore } from './redis-store.js';
