import {
  ConnectionError,
  isConnectionError,
  isKaitenError,
  isTimeoutError,
  KaitenError,
  TimeoutError,
} from '@kaiten-sdk/core';

// The package `is-network-error` is not enough: it only recognizes that `fetch` failed, by its
// message. A write needs to know whether the request was sent, and a retry whether a certificate is
// invalid, which only error codes can tell.

/** The properties that Node sets somewhere in the chain of causes, and Bun on the error itself. */
interface SystemError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: readonly unknown[];
  readonly cause?: unknown;
}

/** The limits of Node's `fetch` itself: the defaults in seconds. */
const NODE_LIMITS: Readonly<Record<string, number>> = { headers: 300, body: 300, connect: 10 };

/** Codes of certificates and of invalid requests: the next attempt fails in the same way. */
const PERMANENT_CODE = /^(?!HPE).*(CERT|SIGNATURE|INVALID|_REQ_|_SSL_)/;

/**
 * The beginnings of the messages with which `fetch` reports that the network failed, as a `TypeError`
 * without a code: https://github.com/sindresorhus/is-network-error, and those of Deno.
 */
const NETWORK_MESSAGE =
  /^(fetch failed|failed to fetch|network|load failed|terminated|error|the |client|request or|connection)/i;

/**
 * Converts what `fetch` rejected with. The message includes only its code or name: the messages of
 * Deno contain the complete URL, including the query, and those about headers contain their values.
 */
export function networkErrorOf(error: unknown): KaitenError {
  if (isKaitenError(error)) return error;
  const options = { cause: error };
  const { name, message, cause } = Object(error) as SystemError;
  const code = causesOf(error).find((each) => typeof each.code === 'string')?.code as string;
  const limit = /^UND_ERR_(.+)_TIMEOUT$/.exec(code)?.[1]?.toLowerCase() as string;
  const seconds = NODE_LIMITS[limit];
  if (seconds) {
    return new TimeoutError(
      `Node's ${limit}Timeout (default ${seconds} s) ended the attempt: set it on the dispatcher of your fetch`,
      options,
    );
  }
  const isPermanent = code
    ? PERMANENT_CODE.test(code)
    : /^(Type|Range|Reference|Syntax)/.test(name as string) &&
      // The cause in Node says that the port, the scheme or a redirect is refused, and in Deno more.
      !NETWORK_MESSAGE.test(((cause as SystemError)?.message ?? message) as string);
  const detail = code ?? (isPermanent && (message === 'fetch failed' ? cause : name));
  return new (isPermanent ? KaitenError : ConnectionError)(
    (isPermanent ? 'fetch cannot send this request' : 'The connection failed') +
      (detail ? ` (${detail})` : ''),
    options,
  );
}

/** Whether the network failed, as opposed to an abort, a full queue or an invalid request. */
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
  return causesOf(error).some((cause) =>
    cause.errors?.length ? cause.errors.every(neverConnected) : neverConnected(cause),
  );
}

function neverConnected(error: unknown): boolean {
  const { code, syscall } = Object(error) as SystemError;
  return syscall === 'connect' || NEVER_CONNECTED.test(String(code));
}

const MAX_CAUSES = 10;

/** The error and its causes, of which there may be thousands, or a cycle. */
function causesOf(error: unknown): SystemError[] {
  const causes: SystemError[] = [];
  for (let next = error; next && causes.length < MAX_CAUSES; next = (next as SystemError).cause) {
    causes.push(next);
  }
  return causes;
}
