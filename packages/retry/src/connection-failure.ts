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
  const { code } = chainOf(error).find((link) => typeof link.code === 'string') ?? {};
  return new ConnectionError(`The connection failed${code ? ` (${code})` : ''}`, { cause: error });
}

// ECONNREFUSED, ConnectionRefused of older versions of Bun, UND_ERR_CONNECT_TIMEOUT of Node.
const NEVER_CONNECTED = /REFUSED$|^(ENOTFOUND|EAI_AGAIN)$|CONNECT_TIMEOUT$/i;

/**
 * Whether the request surely did not reach the server. ECONNRESET, ETIMEDOUT and EHOSTUNREACH also
 * happen to connections that carried it: only those of the call `connect` are sure. Browsers and
 * Deno tell nothing.
 */
export function isSurelyUnsent(error: unknown): boolean {
  return chainOf(error).some(({ code, errors, syscall }) =>
    errors?.length
      ? errors.every(isSurelyUnsent)
      : syscall === 'connect' || NEVER_CONNECTED.test(String(code)),
  );
}

function chainOf(error: unknown): SystemError[] {
  return error ? [error, ...chainOf((error as SystemError).cause)] : [];
}
