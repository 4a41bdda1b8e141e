import type { Attempt } from '@kaiten-sdk/core';
import type { CallContext } from './call-context.js';

/** An attempt that has ended. Never holds headers. */
export interface AttemptEvent extends CallContext, Attempt {
  /** Without its query. */
  readonly url: string;
}

/** An attempt that failed and is going to be repeated. */
export interface RetryEvent extends AttemptEvent {
  /** Milliseconds until it is. */
  readonly delay: number;
}

/** For logs and spans. What a hook throws, or rejects with, is ignored: it must not end the call. */
export interface RetryHooks {
  /** Called after every attempt, the last one included. */
  readonly onAttempt?: ((event: AttemptEvent) => unknown) | undefined;
  /** Called before the wait for the next attempt. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
}
