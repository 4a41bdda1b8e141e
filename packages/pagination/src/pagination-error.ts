/** The list cannot be walked as it should be: what the server answered says why. */
export class PaginationError extends Error {
  override get name() {
    return 'PaginationError' as const;
  }
}
