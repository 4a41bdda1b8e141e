import { type ConnectionError, checkNumber } from '@kaiten-sdk/core';
import { REDIS_DEFAULTS } from '../options.js';

interface CommonOptions {
  /** Prefix of all keys in Redis. @default 'kaiten-sdk:' */
  readonly prefix?: string | undefined;
  /**
   * Milliseconds to wait for Redis, including the first connection, before it counts as unavailable.
   *
   * @default 1000
   */
  readonly timeout?: number | undefined;
  /** Called when Redis becomes unavailable, once per outage. */
  readonly onUnavailable?: ((error: ConnectionError) => void) | undefined;
}

/** While Redis is unavailable, each process uses its share of the limit. */
export interface LocalWhenUnavailable extends CommonOptions {
  readonly unavailable: 'local';
  /**
   * The maximum number of processes that share the limit. Each gets `limit / processes` rounded down,
   * or one request per longer window if that is less than one.
   */
  readonly processes: number;
}

/** While Redis is unavailable, calls reject with a `ConnectionError` and nothing is sent. */
export interface FailWhenUnavailable extends CommonOptions {
  readonly unavailable: 'fail';
}

/** Options of `redisStore`. */
export type RedisStoreOptions = LocalWhenUnavailable | FailWhenUnavailable;

/** The validated options, with defaults. `processes` is `undefined` with `unavailable: 'fail'`. */
export function redisSettingsOf(options: RedisStoreOptions) {
  const { prefix, timeout } = REDIS_DEFAULTS;
  const { unavailable, onUnavailable } = options;
  if (unavailable !== 'local' && unavailable !== 'fail') {
    throw new TypeError(`unavailable must be 'local' or 'fail', found ${String(unavailable)}`);
  }
  return {
    prefix: options.prefix ?? prefix,
    timeout: checkNumber('timeout', options.timeout ?? timeout, 1),
    processes: unavailable === 'local' ? checkNumber('processes', options.processes, 1) : undefined,
    onUnavailable,
  };
}
