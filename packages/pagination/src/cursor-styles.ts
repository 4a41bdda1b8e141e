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

/** Pages by the greatest value of a property on the previous page, until it stops growing. */
export function keysetStyle(
  { limit, cursor }: PaginationOf<'keyset'>,
  options: CheckedOptions,
): Style<CursorStart> {
  return {
    ...cursorRequests(cursor.param, { [limit.param]: pageSizeFor(limit, options) }, options),
    read(body, start) {
      const items = itemsIn(body);
      const next = greatest(items, cursor.from);
      return { items, next: next > Number(start ?? -Infinity) ? next : undefined };
    },
  };
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
