import type { Attempt, KaitenError } from '@kaiten-sdk/core';

/** How an attempt ended: with an answer, or with an error. */
export type Outcome =
  | { readonly response: Response; readonly error?: undefined }
  | { readonly response?: undefined; readonly error: KaitenError };

export function attemptOf(
  number: number,
  duration: number,
  { response, error }: Outcome,
  delay: number | undefined,
): Attempt {
  const ended = response
    ? { number, duration, status: response.status }
    : { number, duration, error };
  return delay === undefined ? ended : { ...ended, delay };
}
