import { isScalar, propertyOf } from './items.js';
import type { Position } from './page.js';
import type { PageLimit } from './pagination.js';

/** The query parameters of a request. */
export type PageQuery = Readonly<Record<string, unknown>>;

/** The largest page of each list that a server is known to return, by the pagination of the list. */
export type PageSizes = WeakMap<object, number>;

export interface PaginateOptions<Item = unknown> {
  /**
   * Query parameters of the list. `limit` sets the page size, `offset` or the cursor where to start.
   *
   * @default {}
   */
  readonly query?: PageQuery | undefined;
  /** Where to start: the position of a page, or of an error (`positionOf`). */
  readonly from?: Position | undefined;
  /**
   * Items per page, at most the documented maximum of the list.
   *
   * @default `limit` of the query, else the documented maximum or default of the list, else 100
   */
  readonly pageSize?: number | undefined;
  /**
   * Maximum number of pages that are in flight or waiting to be consumed. Only lists that are
   * paginated by offset or start index can have more than one. 6 is enough for 5 requests per second
   * if responses take up to 1,200 ms.
   *
   * @default 6
   */
  readonly readAhead?: number | undefined;
  /**
   * Returns every item that exists from start to end, even if others are deleted meanwhile: sorts the
   * list by id, or uses a cursor of the server.
   *
   * @default false
   */
  readonly stable?: boolean | undefined;
  /** Aborts requests in flight and ends the iteration with an error whose `cause` is the reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Page sizes of the server, learned from earlier iterations. With them, a short page of a list by
   * offset ends it without another request. Share a map only between iterations of the same server.
   *
   * @default none
   */
  readonly pageSizes?: PageSizes | undefined;
  /** The response body of the first page, if you already requested it with `firstQuery`. */
  readonly firstPage?: unknown;
  /**
   * Returns what identifies an item. If no item of a page has a key, only a page that equals the
   * previous one is removed as a duplicate.
   *
   * @default `id` and `uid` of the item
   */
  readonly key?: ((item: Item) => unknown) | undefined;
}

const DEFAULTS = {
  query: {},
  /** If neither the query nor the contract has a page size. */
  pageSize: 100,
  readAhead: 6,
  stable: false,
  /** Both, because lists differ in which of them is unique. */
  key(item: unknown): unknown {
    const id = propertyOf(item, 'id');
    const uid = propertyOf(item, 'uid');
    const scalarId = isScalar(id) ? id : undefined;
    return isScalar(uid) ? `${uid} ${scalarId}` : scalarId;
  },
} satisfies PaginateOptions;

export type CheckedOptions = ReturnType<typeof checkedOptions>;

/** @throws RangeError if `readAhead` is not a whole number from 1 */
export function checkedOptions<Item>({
  query = DEFAULTS.query,
  readAhead = DEFAULTS.readAhead,
  stable = DEFAULTS.stable,
  key = DEFAULTS.key,
  ...others
}: PaginateOptions<Item>) {
  return {
    ...others,
    query,
    readAhead: wholeNumber('readAhead', readAhead, 1),
    stable,
    key: key as (item: unknown) => unknown,
  };
}

/** The page size to request: what the caller wants, but at most the maximum of the list. */
export function pageSizeFor(
  limit: PageLimit,
  { query, pageSize }: Pick<CheckedOptions, 'query' | 'pageSize'>,
): number {
  const wanted =
    pageSize === undefined
      ? (query[limit.param] ?? limit.max ?? limit.default ?? DEFAULTS.pageSize)
      : wholeNumber('pageSize', pageSize, 1);
  return Math.min(wholeNumber(limit.param, wanted, 1), limit.max ?? Infinity);
}

/** @throws RangeError if the value is not a whole number from `least` */
export function wholeNumber(name: string, value: unknown, least: number): number {
  if (Number.isSafeInteger(value) && Number(value) >= least) return Number(value);
  throw new RangeError(`${name} must be a whole number from ${least}, found ${String(value)}`);
}
