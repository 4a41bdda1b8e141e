import {
  type Attempt,
  ConnectionError,
  isTimeoutError,
  type KaitenError,
  TimeoutError,
} from '@kaiten-sdk/core';
import type { CallContext } from './call-context.js';

/** What to throw in the end: it tells which call failed, how often it was tried, and why not more. */
export function finalError(
  error: KaitenError,
  url: string,
  context: CallContext,
  attempts: readonly Attempt[],
  because: string | undefined,
): KaitenError {
  const tried = attempts.length > 1 ? ` (${attempts.length} attempts)` : '';
  const call = `${context.method} ${context.pathTemplate ?? url}`;
  const message = `${call}: ${error.message}${tried}${because ? `; not repeated: ${because}` : ''}`;
  const Kind = isTimeoutError(error) ? TimeoutError : ConnectionError;
  return new Kind(message, { ...context, attempts, cause: error.cause });
}
