import {
  ConnectionError,
  isConnectionError,
  isKaitenError,
  isTimeoutError,
  type KaitenError,
} from '@kaiten-sdk/core';

// The package `is-network-error` is not enough: it only recognizes that `fetch` failed, by its
// message. A write needs to know whether the request was sent, which only error codes can tell.

/** The properties that Node sets somewhere in the chain of causes, and Bun on the error itself. */
interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: readonly unknown[];
  readonly cause?: unknown;
}

/**
 * Converts what `fetch` rejected with. The message includes only its code: the messages of Deno
 * contain the complete URL, including the query.
 */
export function networkErrorOf(error: unknown): KaitenError {
  if (isKaitenError(error)) return error;
  const { code } = causesOf(error).find((cause) => typeof cause.code === 'string') ?? {};
  return new ConnectionError(`The connection failed${code ? ` (${code})` : ''}`, { cause: error });
}

/** Whether the network failed, as opposed to an abort or a full queue. */
export function isNetworkError(error: unknown): boolean {
  return isConnectionError(error) || isTimeoutError(error);
}

// ECONNREFUSED, ConnectionRefused (older versions of Bun), UND_ERR_CONNECT_TIMEOUT (Node).
const NEVER_CONNECTED = /REFUSED$|^(ENOTFOUND|EAI_AGAIN)$|CONNECT_TIMEOUT$/i;

/**
 * Whether the request certainly did not reach the server. ECONNRESET, ETIMEDOUT and EHOSTUNREACH also
 * occur after a request was sent, unless the failed system call is `connect`. Browsers and Deno do not
 * provide any of this.
 */
export function isCertainlyUnsent(error: unknown): boolean {
  return causesOf(error).some(({ code, errors, syscall }) =>
    errors?.length
      ? errors.every(isCertainlyUnsent)
      : syscall === 'connect' || NEVER_CONNECTED.test(String(code)),
  );
}

/** The error and its causes. */
function causesOf(error: unknown): SystemError[] {
  return error ? [error, ...causesOf((error as SystemError).cause)] : [];
}
