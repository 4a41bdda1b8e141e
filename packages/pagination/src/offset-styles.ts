import { AscendingIds, RecentKeys } from './duplicate-filter.js';
import { PaginationError } from './errors.js';
import { itemsIn, propertyOf } from './items.js';
import { type CheckedOptions, type PageSizes, pageSizeFor, wholeNumber } from './options.js';
import { offsetOf } from './page.js';
import type { PaginationOf } from './pagination.js';
import type { Style } from './style.js';

type OffsetList = PaginationOf<'offset'>;

/** Pages by offset. Each page starts `overlap` items before the end of the previous one. */
export function offsetStyle(list: OffsetList, options: CheckedOptions, overlap = 0): Style<number> {
  const { requested, ...requests } = offsetRequests(list, options);
  const size = new PageSize(list, requested, options.pageSizes);
  return {
    ...requests,
    read(body, start) {
      const items = itemsIn(body);
      // If pagination depends on the query, more items than requested mean that there are no pages.
      const isWholeList = list.when !== undefined && items.length > requested;
      const isLast = size.isLast(items.length) || isWholeList || items.length <= overlap;
      return { items, next: isLast ? undefined : start + items.length - overlap };
    },
    predictNext: (start) => (size.full === undefined ? undefined : start + size.full - overlap),
    endsAtRepeat: () => list.when !== undefined || size.differs,
  };
}

/** Pages by offset in the order of an id. Each page starts with the last item of the previous one. */
export function stableOffsetStyle(
  list: OffsetList,
  order: NonNullable<OffsetList['order']>,
  options: CheckedOptions,
): Style<number> {
  for (const param of [order.param, order.direction]) {
    if (options.query[param] === undefined) continue;
    throw new TypeError(`stable sorts the list by \`${order.from}\`; leave out \`${param}\``);
  }
  const query = { ...options.query, [order.param]: order.from, [order.direction]: 'asc' };
  // A page of one item would only repeat the previous item.
  const pageSize = Math.max(2, pageSizeFor(list.limit, options));
  const after = options.from && offsetOf(options.from).after;
  if (after !== undefined) wholeNumber('from.after', after, 0);
  const duplicates = new AscendingIds(order.from, pageSize, after);
  return {
    ...offsetStyle(list, { ...options, query, pageSize }, 1),
    duplicates,
    endsAtRepeat: () => false,
    position: (offset) => ({
      offset,
      ...(duplicates.last === undefined ? {} : { after: duplicates.last }),
    }),
  };
}

/** Pages by the index of their first item, with the total number of items in every response. */
export function startIndexStyle(
  list: PaginationOf<'startIndex'>,
  options: CheckedOptions,
): Style<number> {
  const { requested: _, ...requests } = offsetRequests(list, options);
  let size: number | undefined;
  let end = Infinity;
  const beforeEnd = (start: number) => (start < end ? start : undefined);
  return {
    ...requests,
    read(body, start) {
      const total = propertyOf(body, list.total);
      // SCIM allows a server to omit the property if there are no items.
      const items = total === 0 ? [] : itemsIn(body, list.items);
      size ??= items.length;
      if (typeof total === 'number') end = list.offset.first + total;
      if (items.length > 0) return { items, next: beforeEnd(start + items.length) };
      if (typeof total === 'number' && start < end) {
        throw new PaginationError(
          `The server returned an empty page at \`${list.offset.param}\` ${start}, although \`${list.total}\` is ${total}`,
        );
      }
      return { items, next: undefined };
    },
    predictNext: (start) => beforeEnd(start + (size ?? Infinity)),
  };
}

/** The requests of a list by offset, from `from`, or else from the offset in the query. */
function offsetRequests(
  { limit, offset }: OffsetList | PaginationOf<'startIndex'>,
  options: CheckedOptions,
) {
  const { query, from, key } = options;
  const { param } = offset;
  const first = 'first' in offset ? offset.first : 0;
  const requested = pageSizeFor(limit, options);
  return {
    requested,
    first: from
      ? wholeNumber('from.offset', offsetOf(from).offset, first)
      : wholeNumber(param, query[param] ?? first, first),
    duplicates: new RecentKeys(key),
    query: (start: number) => ({ ...query, [limit.param]: requested, [param]: start }),
    position: (start: number) => ({ offset: start }),
  };
}

/**
 * Distinguishes the last page from one that is short because the server limits the page size, to
 * whatever number. A short first page is the last one only if the server is known to return larger
 * pages of this list; otherwise another page is requested.
 */
class PageSize {
  readonly #list: object;
  readonly #requested: number;
  readonly #known: PageSizes;
  #first: number | undefined;
  #full = 0;
  #isConfirmed = false;

  constructor(list: object, requested: number, known: PageSizes = new WeakMap()) {
    this.#list = list;
    this.#requested = requested;
    this.#known = known;
  }

  /** The number of items of a full page; `undefined` until a page is known to be full. */
  get full(): number | undefined {
    return this.#isConfirmed ? this.#full : undefined;
  }

  /** Whether the first page has another number of items than requested. */
  get differs(): boolean {
    return this.#first !== this.#requested;
  }

  /** Whether a page of `count` items is the last one. The first page must be read alone. */
  isLast(count: number): boolean {
    if (count === 0) return true;
    const known = this.#known.get(this.#list) ?? 0;
    if (this.#first === undefined) {
      this.#first = this.#full = count;
      this.#isConfirmed = count >= this.#requested;
      if (this.#isConfirmed) this.#remember(known);
      return count < Math.min(known, this.#requested);
    }
    // More items follow a page of this size.
    this.#remember(known);
    if (count < this.#full) return true;
    this.#isConfirmed ||= count === this.#full;
    if (!this.#isConfirmed) this.#full = count;
    return false;
  }

  #remember(known: number): void {
    if (this.#full > known) this.#known.set(this.#list, this.#full);
  }
}
