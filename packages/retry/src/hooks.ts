import type { Attempt, CallMeta, RequestHead } from '@kaiten-sdk/core';

/** What identifies a call in events and errors. */
export interface CallIdentity {
  readonly method: string;
  readonly operationId: string | undefined;
  readonly pathTemplate: string | undefined;
}

/** An attempt that has ended. Never contains headers. */
export interface AttemptEvent extends CallIdentity, Attempt {
  /** Without its query. */
  readonly url: string;
}

/** An attempt that failed and will be retried. */
export interface RetryEvent extends AttemptEvent {
  /** Milliseconds until the next attempt. */
  readonly delay: number;
}

/** Hooks for logs and traces. What they throw or reject with is ignored. */
export interface RetryHooks {
  /** Called after every attempt, including the last. */
  readonly onAttempt?: ((event: AttemptEvent) => unknown) | undefined;
  /** Called before the wait for the next attempt. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
}

export function identityOf({ method }: RequestHead, meta: CallMeta = {}): CallIdentity {
  const { operationId, pathTemplate } = meta;
  return { method: method.toUpperCase(), operationId, pathTemplate };
}
