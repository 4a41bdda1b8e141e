import { AbortError, TimeoutError } from './call-errors.js';

/** What to throw for a signal that fired. One made by `AbortSignal.timeout` is a time-out. */
export function errorOfSignal(signal: AbortSignal): AbortError | TimeoutError {
  const reason: unknown = signal.reason;
  const options = { cause: reason };
  return (reason as Error | undefined)?.name === 'TimeoutError'
    ? new TimeoutError("The call's signal timed out", options)
    : new AbortError('The call was aborted', options);
}
