import { ConnectionError, isKaitenError, type KaitenError } from '@kaiten-sdk/core';

/** What is used of the errors of Node (in the chain of causes) and Bun (on the error itself). */
interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: readonly unknown[];
  readonly cause?: unknown;
}

/**
 * An error of the SDK for what `fetch` rejected with. Only the code gets into its message: Deno
 * writes the whole address into its own, query included.
 */
export function connectionFailure(error: unknown): KaitenError {
  if (isKaitenError(error)) return error;
  const code = codeOf(error);
  return new ConnectionError(`The connection failed${code && ` (${code})`}`, { cause: error });
}

function codeOf(error: unknown): string {
  const { cause, code } = Object(error) as SystemError;
  return typeof code === 'string' ? code : cause ? codeOf(cause) : '';
}

// ECONNREFUSED, ConnectionRefused of older versions of Bun, UND_ERR_CONNECT_TIMEOUT of Node.
const NEVER_CONNECTED = /REFUSED$|^(ENOTFOUND|EAI_AGAIN)$|CONNECT_TIMEOUT$/i;

/**
 * Whether the request surely did not reach the server. ECONNRESET, ETIMEDOUT and EHOSTUNREACH also
 * happen to connections that carried it: only those of the call `connect` are sure. Browsers and
 * Deno tell nothing.
 */
export function isSurelyUnsent(error: unknown): boolean {
  const { cause, code, errors, syscall } = Object(error) as SystemError;
  if (errors?.length) return errors.every(isSurelyUnsent);
  if (syscall === 'connect' || NEVER_CONNECTED.test(String(code))) return true;
  return cause !== undefined && isSurelyUnsent(cause);
}
