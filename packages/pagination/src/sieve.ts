import type { Rows } from './rows.js';

/** Lets through what was not delivered before. Pages come to it in their order. */
export interface Sieve<Start> {
  /** The rows to deliver, or where to look again when rows may be missing before this page. */
  pass(rows: Rows, start: Start): Passed<Start>;
}

export type Passed<Start> = Fresh | { readonly back: Start };

export interface Fresh {
  readonly rows: Rows;
  /** Whether the page before had all of this one. */
  readonly isRepeat: boolean;
}
