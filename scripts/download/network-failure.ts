/** What is known of the failures that `fetch` and its body reader throw. */
export interface NetworkFailure {
  /** A few words with the code of the platform in brackets. */
  readonly words: string;
  /** Whether somebody answered, but not in HTTP or not in the encoding promised. */
  readonly isBrokenAnswer: boolean;
  /** Whether there is nobody to ask, which a second attempt a moment later will not change. */
  readonly isNobodyThere: boolean;
}

const NOBODY_THERE = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'];

const WORDS: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the host name is not known',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was closed',
};

/** Puts into words why a request or the reading of its answer failed. */
export function describeNetworkFailure(error: unknown): NetworkFailure {
  const root = rootCause(error);
  const code = (root as NodeJS.ErrnoException).code;
  const words = (code && WORDS[code]) ?? root.message;
  return {
    words: typeof code === 'string' ? `${words} (${code})` : words,
    isBrokenAnswer: root.name === 'HTTPParserError' || isDecompressionError(code),
    isNobodyThere: NOBODY_THERE.includes(code ?? ''),
  };
}

/** The codes of zlib, and of Brotli. */
function isDecompressionError(code: unknown): boolean {
  return typeof code === 'string' && /^(Z_|ERR__ERROR_)/.test(code);
}

/** `fetch` wraps what happened; a host with several addresses gives one failure for each. */
function rootCause(error: unknown): Error {
  if (error instanceof AggregateError && error.errors[0]) return rootCause(error.errors[0]);
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause === undefined ? error : rootCause(error.cause);
}
