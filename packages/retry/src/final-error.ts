import type { KaitenError, KaitenErrorOptions } from '@kaiten-sdk/core';

/** A failure of the network as it ends the call: which call, how often tried, and why not more. */
export function finalError(
  error: KaitenError,
  url: string,
  options: KaitenErrorOptions,
): KaitenError {
  const { method, pathTemplate = url } = options;
  const Kind = error.constructor as typeof KaitenError;
  const { cause } = error;
  return new Kind(`${method} ${pathTemplate}: ${error.message}`, { ...options, cause });
}
