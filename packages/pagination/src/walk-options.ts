import type { Position } from './position.js';
import type { Query } from './query.js';

export interface WalkOptions<Item = unknown> {
  /**
   * What the list is filtered by. A `limit` in it is the size of a page, and an `offset` or a cursor
   * says where to begin.
   */
  readonly query?: Query | undefined;
  /** Where to begin: the position of a page, or of an error (`positionOf`). */
  readonly from?: Position | undefined;
  /**
   * Rows of a page. Never more are asked for than the list is known to give.
   *
   * @default the `limit` of the query, or as many as the list can give
   */
  readonly pageSize?: number | undefined;
  /**
   * Most pages that are on their way or wait for the consumer. Only lists that are walked by offset
   * can have more than one. Six keep 5 requests per second busy while answers take up to 1.2 s.
   *
   * @default 6
   */
  readonly readAhead?: number | undefined;
  /**
   * Misses no row although others are deleted meanwhile: walks in the order of ids, or by a cursor
   * that the server keeps.
   *
   * @default false
   */
  readonly stable?: boolean | undefined;
  /** Ends the walk with an error whose `cause` is its reason, and aborts the calls on their way. */
  readonly signal?: AbortSignal | undefined;
  /** The first answer, where it is at hand: what was sent for it must be `firstQuery`. */
  readonly firstPage?: unknown;
  /**
   * What tells two rows apart. Where no row of a page has a key, rows are dropped only when the whole
   * page is equal to the one before.
   *
   * @default `id` and `uid` of a row
   */
  readonly key?: ((item: Item) => unknown) | undefined;
}
