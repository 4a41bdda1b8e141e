import type { Clock } from '@kaiten-sdk/core';

export interface TimeoutOptions {
  /**
   * Milliseconds that one attempt may take, from the call of this wrapper to the end of the answer;
   * of a download, to its headers. `Infinity` for no limit. `call.timeout` replaces it for one call.
   *
   * @default 30_000
   */
  readonly timeout?: number | undefined;
  /** @default systemClock */
  readonly clock?: Clock | undefined;
}
