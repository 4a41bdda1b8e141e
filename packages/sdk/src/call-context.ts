import type { CallOptions } from './call-options.js';
import type { CallInfo } from './hooks.js';
import type { WatchedCall } from './observed.js';
import type { UploadingCall } from './progress.js';
import type { Sending } from './sending.js';

/** What travels beside a request through the wrappers. */
export function contextOf(
  {
    operationId,
    path,
    body,
    answer,
    onProgress,
  }: Pick<Sending, 'operationId' | 'path' | 'body' | 'answer' | 'onProgress'>,
  { retry, priority, timeout, deadline }: CallOptions,
  info?: CallInfo,
): WatchedCall & UploadingCall {
  return {
    operationId,
    pathTemplate: path,
    priority,
    timeout,
    deadline,
    maxAttempts: retry === false ? 1 : retry?.maxAttempts,
    repeatable: retry ? retry.repeatable : undefined,
    ...(body !== undefined && !(body instanceof ReadableStream) && { body }),
    stream: answer === 'stream' || undefined,
    takesAnswer: true,
    info,
    onProgress,
  };
}
