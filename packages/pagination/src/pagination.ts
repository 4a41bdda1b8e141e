/** How a list is walked: a row of the table that is generated from `x-pagination`. */
export type Pagination = WholeList | OffsetList | StartIndexList | KeysetList | CursorList;

/** Comes as a whole, whatever is asked for. */
interface WholeList {
  readonly style: 'none';
}

/** Walked by how many rows to leave out. */
export interface OffsetList {
  readonly style: 'offset';
  readonly limit: Limit;
  readonly offset: { readonly param: string };
  readonly end: 'short-page';
  /** What must be sent for there to be pages at all, in words. */
  readonly when?: string;
  /** How to ask for the order of a property. */
  readonly order?: Order;
  /** How to walk the list by a cursor instead. */
  readonly cursor?: AlternativeCursor;
}

/** Walked by the place of the first row. */
export interface StartIndexList {
  readonly style: 'startIndex';
  readonly limit: Limit;
  readonly offset: { readonly param: string; readonly first: number };
  /** Property of the answer with the rows. */
  readonly items: string;
  readonly end: 'total';
  /** Property of the answer with the number of rows in all. */
  readonly total: string;
}

/** Walked by the greatest value of a numeric property of a page, whatever the order of its rows. */
export interface KeysetList {
  readonly style: 'keyset';
  readonly limit: Limit;
  readonly cursor: { readonly param: string; readonly from: string; readonly advance: 'max' };
  /** Shorter pages than asked for can come at any time. */
  readonly end: 'empty-result';
}

/** Walked by a property of the answer beside its rows. */
interface CursorList {
  readonly style: 'cursor';
  readonly limit?: Limit;
  readonly cursor: Cursor;
}

export interface Limit {
  readonly param: string;
  /** Rows of a page where none is asked for. */
  readonly default?: number;
  /** Most rows that a page can have. */
  readonly max?: number;
}

export interface Cursor {
  readonly param: string;
  /** Property of the answer with the next cursor. */
  readonly from: string;
  /** Property of the answer with the rows. */
  readonly items: string;
  readonly end: 'empty-result';
  /**
   * Whether a page can repeat rows of the pages before it, all of its rows included. Then a cursor
   * that was sent before is the end of the list, too.
   */
  readonly overlaps?: boolean;
  readonly when?: string;
  readonly send?: Readonly<Record<string, unknown>>;
}

export interface AlternativeCursor extends Cursor {
  /** What makes the server page by cursor. */
  readonly send: Readonly<Record<string, unknown>>;
}

export interface Order {
  readonly param: string;
  readonly direction: string;
  /** Property to order by: a number that no two rows share. */
  readonly from: string;
}
