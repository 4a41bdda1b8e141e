import type { Position } from '../position.js';
import type { Query } from '../query.js';
import type { Rows } from '../rows.js';
import type { Sieve } from '../sieve.js';

/** How one list is walked. A start is an offset or a cursor. */
export interface Style<Start> {
  readonly first: Start;
  readonly sieve: Sieve<Start>;
  /** What to send for the page at a start. */
  query(start: Start): Query;
  /** What an answer says, in the order in which answers arrive. */
  read(answer: unknown, start: Start): Read<Start>;
  /** Where the page after the one at a start begins, as far as can be said before that came. */
  ahead?(start: Start): Start | undefined;
  /** Whether a page that brings nothing new is no fault of the list: then it is the end. */
  endsAtRepeat?(): boolean;
  /** How many pages in a row may bring nothing new; 1 unless said. */
  readonly mostRepeats?: number;
  position(start: Start): Position;
}

export interface Read<Start> {
  readonly rows: Rows;
  /** Where the next page starts; `undefined` when this is the last one. */
  readonly next: Start | undefined;
}
