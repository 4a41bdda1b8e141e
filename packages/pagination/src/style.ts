import type { DuplicateFilter } from './duplicate-filter.js';
import type { Items } from './items.js';
import type { PageQuery } from './options.js';
import type { Position } from './page.js';

/** How to read one list, once. `Start` is where a page starts: an offset or a cursor. */
export interface Style<Start> {
  readonly first: Start;
  readonly duplicates: DuplicateFilter<Start>;
  /** The query for the page at a start. */
  query(start: Start): PageQuery;
  /** Reads a response body. Called in the order in which responses arrive. */
  read(body: unknown, start: Start): PageContent<Start>;
  /** Where the page after the one at `start` will start, if that is known before the response. */
  predictNext?(start: Start): Start | undefined;
  /** Whether a page without new items is the end of the list rather than an error. */
  endsAtRepeat?(): boolean;
  /** How many pages in a row may have no new items. @default 1 */
  readonly maxRepeats?: number;
  position(start: Start): Position;
}

export interface PageContent<Start> {
  readonly items: Items;
  /** Where the next page starts; `undefined` if this is the last one. */
  readonly next: Start | undefined;
}
