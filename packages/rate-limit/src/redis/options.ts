import type { ConnectionError } from '@kaiten-sdk/core';
import { checkNumber } from '@kaiten-sdk/core';

interface CommonOptions {
  /** What all keys in Redis begin with. @default 'kaiten-sdk:' */
  readonly prefix?: string | undefined;
  /**
   * Milliseconds that Redis may take to answer, the first connection included, before it counts as
   * unavailable.
   *
   * @default 1000
   */
  readonly timeout?: number | undefined;
  /** Called when Redis becomes unavailable, once until it is back. */
  readonly onUnavailable?: ((error: ConnectionError) => void) | undefined;
}

/** While Redis is unavailable each process goes on by itself, with its share of the limit. */
export interface LocalWhenUnavailable extends CommonOptions {
  readonly unavailable: 'local';
  /**
   * How many processes share the limit at most. Each gets `limit / processes` rounded down, or one
   * request in a window that is longer, where that is less than one.
   */
  readonly processes: number;
}

/** While Redis is unavailable calls are rejected with a `ConnectionError`, and nothing is sent. */
export interface FailWhenUnavailable extends CommonOptions {
  readonly unavailable: 'fail';
}

export type RedisStoreOptions = LocalWhenUnavailable | FailWhenUnavailable;

export interface RedisSettings {
  readonly prefix: string;
  readonly timeout: number;
  /** `undefined` where nothing may be sent without Redis. */
  readonly processes: number | undefined;
  readonly onUnavailable: ((error: ConnectionError) => void) | undefined;
}

export function redisSettingsOf(options: RedisStoreOptions): RedisSettings {
  const { prefix = 'kaiten-sdk:', timeout = 1_000, unavailable, onUnavailable } = options;
  if (unavailable !== 'local' && unavailable !== 'fail') {
    throw new TypeError(`unavailable must be 'local' or 'fail', found ${String(unavailable)}`);
  }
  return {
    prefix,
    timeout: checkNumber('timeout', timeout, 1),
    processes: unavailable === 'local' ? checkNumber('processes', options.processes, 1) : undefined,
    onUnavailable,
  };
}
