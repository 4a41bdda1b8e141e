import { isConnectionError, isTimeoutError } from '@kaiten-sdk/core';
import { isSurelyUnsent } from './connection-failure.js';

const SAFE_METHOD = /^(GET|HEAD|OPTIONS)$/;

/** 501 and 505 are about what the server can do at all. */
const TRANSIENT_STATUS = /^(408|425|429|5(?!01|05)\d\d)$/;

/** Whether a later attempt may end better. */
export function isTransient(status: number): boolean {
  return TRANSIENT_STATUS.test(String(status));
}

/** No answer came, for reasons of the network: not because the caller or a limiter said so. */
export function isNetworkFailure(error: unknown): boolean {
  return isConnectionError(error) || isTimeoutError(error);
}

/** Whether the server may get it again after a failure, without acting twice against the will. */
export function mayRepeat(
  method: string,
  repeatable: boolean | undefined,
  response: Response | undefined,
  error: unknown,
): boolean {
  if (error && !isNetworkFailure(error)) return false;
  return (
    repeatable ?? (SAFE_METHOD.test(method) || response?.status === 429 || isSurelyUnsent(error))
  );
}
