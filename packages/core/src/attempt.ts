/** One attempt of a call, as hooks and errors tell of it. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Milliseconds from the attempt's start, its wait in a queue included, to its end. */
  readonly duration: number;
  /** Status of the answer; absent when none arrived. */
  readonly status?: number;
  /** What went wrong when no whole answer arrived. */
  readonly error?: unknown;
  /** Milliseconds that were waited before the next attempt; absent after the last one. */
  readonly delay?: number;
}
