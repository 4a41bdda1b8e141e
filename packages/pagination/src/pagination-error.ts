import { KaitenError } from '@kaiten-sdk/core';

/** The list cannot be walked as it should be: what the server answered says why. */
export class PaginationError extends KaitenError {
  override get name() {
    return 'PaginationError' as const;
  }
}
