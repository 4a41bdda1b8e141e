import { isConnectionError, isTimeoutError } from '@kaiten-sdk/core';
import { isSurelyUnsent } from './connection-failure.js';

const SAFE_METHOD = /^(GET|HEAD|OPTIONS)$/;

/** Whether a later attempt may end better. 501 and 505 are about what the server can do at all. */
export function isTransient(status: number): boolean {
  return (
    status === 429 ||
    status === 408 ||
    status === 425 ||
    (status >= 500 && status !== 501 && status !== 505)
  );
}

/** No answer came, for reasons of the network: not because the caller or a limiter said so. */
export function isNetworkFailure(error: unknown): boolean {
  return isConnectionError(error) || isTimeoutError(error);
}

/** Whether an attempt that failed may be repeated without the server acting twice against the will. */
export function mayRepeat(
  method: string,
  repeatable: boolean | undefined,
  status: number | undefined,
  error: unknown,
): boolean {
  if (status === undefined ? !isNetworkFailure(error) : !isTransient(status)) return false;
  return repeatable ?? (SAFE_METHOD.test(method) || status === 429 || isSurelyUnsent(error));
}
