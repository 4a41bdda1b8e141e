import type { CallMeta } from '@kaiten-sdk/core';
import type { Sending } from './sending.js';

/** What travels beside a request through the wrappers. */
export function contextOf({
  operationId,
  pathTemplate,
  answer,
  notes,
  options,
}: Sending): CallMeta {
  const { signal, headers, validate, retry, ...told } = options ?? {};
  return {
    ...told,
    operationId,
    pathTemplate,
    ...(retry === false ? { maxAttempts: 1 } : retry),
    stream: answer === 'stream',
    ...notes,
  };
}
