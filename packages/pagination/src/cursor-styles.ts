import { RecentKeys, RecentSet } from './duplicate-filter.js';
import { PaginationError } from './errors.js';
import { type Items, isScalar, itemsIn, propertyOf } from './items.js';
import { type CheckedOptions, type PageQuery, pageSizeFor } from './options.js';
import { type CursorPosition, cursorOf } from './page.js';
import type { PageCursor, PageLimit, PaginationOf } from './pagination.js';
import type { Style } from './style.js';

type CursorStart = CursorPosition['cursor'];

/** How many pages in a row may have no new items if pages overlap. */
const MAX_REPEATS = 20;

/** Pages by a cursor in the previous response body. */
export function cursorStyle(
  cursor: PageCursor,
  limit: PageLimit | undefined,
  options: CheckedOptions,
): Style<CursorStart> {
  const size = limit && { [limit.param]: pageSizeFor(limit, options) };
  const requests = cursorRequests(cursor.param, { ...size, ...cursor.send }, options);
  const sent = new RecentSet();
  return {
    ...requests,
    query(start) {
      if (sent.has(start)) {
        throw new PaginationError(
          `The server returned the same \`${cursor.from}\` twice: ${start}`,
        );
      }
      sent.add(start);
      return requests.query(start);
    },
    read(body) {
      const items = itemsIn(body, cursor.items);
      const next = propertyOf(body, cursor.from);
      const isEnd = items.length === 0 || !isScalar(next) || (cursor.overlaps && sent.has(next));
      return { items, next: isEnd ? undefined : next };
    },
    maxRepeats: cursor.overlaps ? MAX_REPEATS : 1,
  };
}

/** Pages by the greatest value of a property on the previous page, until a page is empty. */
export function keysetStyle(
  { limit, cursor }: PaginationOf<'keyset'>,
  options: CheckedOptions,
): Style<CursorStart> {
  const requested = pageSizeFor(limit, options);
  const isFull = ({ length }: Items) => length >= requested || length === limit.default;
  let pagesRead = 0;
  let mayBeReversed = false;
  return {
    ...cursorRequests(cursor.param, { [limit.param]: requested }, options),
    read(body, start) {
      const items = itemsIn(body);
      const next = greatest(items, cursor.from);
      pagesRead += 1;
      if (items.length === 0 && mayBeReversed) {
        throw new PaginationError(
          `The server returned a full page in descending order of \`${cursor.from}\`, and nothing after it: items with a smaller \`${cursor.from}\` cannot be read`,
        );
      }
      if (next > Number(start ?? -Infinity)) {
        // Only the first page can have the greatest value of the list and still not be the last one.
        mayBeReversed = pagesRead === 1 && isFull(items) && isDescending(items, cursor.from);
        return { items, next };
      }
      // A page that is not full can be the complete list, from a server without pages.
      if (isFull(items)) {
        throw new PaginationError(
          `The server does not paginate this list: a full page after \`${cursor.param}\` ${start} has no greater \`${cursor.from}\``,
        );
      }
      return { items, next: undefined };
    },
  };
}

/** Fewer items can be in descending order by chance. */
const MIN_ORDERED = 10;

function isDescending(items: Items, property: string): boolean {
  const numberOf = (item: unknown) => Number(propertyOf(item, property));
  return (
    items.length >= MIN_ORDERED &&
    items.every((item, index) => index === 0 || numberOf(item) < numberOf(items[index - 1]))
  );
}

function greatest(items: Items, property: string): number {
  return items.reduce<number>((greatest, item) => {
    const value = propertyOf(item, property);
    if (typeof value === 'number') return Math.max(greatest, value);
    throw new PaginationError(`An item has no numeric \`${property}\``);
  }, -Infinity);
}

/** The requests of a list by cursor, from `from`, or else from the cursor in the query. */
function cursorRequests(param: string, send: PageQuery, { query, from, key }: CheckedOptions) {
  const { [param]: cursor, ...filters } = query;
  return {
    first: from ? cursorOf(from) : isScalar(cursor) ? cursor : null,
    duplicates: new RecentKeys(key),
    query: (start: CursorStart): PageQuery => ({
      ...filters,
      ...send,
      ...(start === null ? {} : { [param]: start }),
    }),
    position: (start: CursorStart) => ({ cursor: start }),
  };
}
