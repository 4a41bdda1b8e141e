import type { KaitenError, KaitenErrorOptions } from '@kaiten-sdk/core';

/** A failure of the network as it ends the call: which call, how often tried, and why not more. */
export function finalError(
  error: KaitenError,
  url: string,
  options: KaitenErrorOptions,
  because: string | undefined,
): KaitenError {
  const { attempts = [], method, pathTemplate = url } = options;
  const tried = attempts.length > 1 ? ` (${attempts.length} attempts)` : '';
  const why = because ? `; not repeated: ${because}` : '';
  const Kind = error.constructor as typeof KaitenError;
  const message = `${method} ${pathTemplate}: ${error.message}${tried}${why}`;
  return new Kind(message, { ...options, cause: error.cause });
}
