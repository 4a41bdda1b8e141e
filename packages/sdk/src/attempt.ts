import type { Fetch } from '@kaiten-sdk/core';
import { bufferedTimeout, timeout } from '@kaiten-sdk/retry';
import type { CommonOptions } from './transport-options.js';

/** Sends one attempt within its time. What is asked for as a stream is handed on unread. */
export function attemptOf(fetch: Fetch, { timeout: ms }: CommonOptions): Fetch {
  const buffered = bufferedTimeout(fetch, { timeout: ms });
  const streamed = timeout(fetch, { timeout: ms });
  return (...call) => (call[1]?.call?.stream ? streamed : buffered)(...call);
}
