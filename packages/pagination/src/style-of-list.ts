import { cursorStyle, keysetStyle } from './cursor-styles.js';
import { RecentKeys } from './duplicate-filter.js';
import { isScalar, itemsIn } from './items.js';
import { offsetStyle, stableOffsetStyle, startIndexStyle } from './offset-styles.js';
import type { CheckedOptions, PageQuery } from './options.js';
import type { Pagination, PaginationOf } from './pagination.js';
import type { Style } from './style.js';

/** Starts of a page differ in type between styles. */
type AnyStyle = Style<string | number | null>;

/**
 * How to read a list with these options.
 *
 * @throws RangeError, TypeError for options that the list does not support
 */
export function styleOf(list: Pagination, options: CheckedOptions): AnyStyle {
  switch (list.style) {
    case 'none':
      return onePage(options);
    case 'offset':
      return styleOfOffsetList(list, options);
    case 'startIndex':
      if (options.stable) throw stableUnsupported();
      return startIndexStyle(list, options);
    case 'keyset':
      return keysetStyle(list, options);
    case 'cursor':
      return cursorStyle(list.cursor, list.limit, options);
  }
}

function onePage({ query, key }: CheckedOptions): Style<number> {
  return {
    first: 0,
    duplicates: new RecentKeys(key),
    query: () => query,
    read: (body) => ({ items: itemsIn(body), next: undefined }),
    position: (offset) => ({ offset }),
  };
}

function styleOfOffsetList(list: PaginationOf<'offset'>, options: CheckedOptions): AnyStyle {
  const { cursor, limit, offset, order } = list;
  const { query, stable } = options;
  if (cursor && (requestsCursor(cursor, query) || (stable && !order))) {
    const { [offset.param]: skipped, ...others } = query;
    // The server would ignore it and start elsewhere than the caller expects.
    if (Number(skipped)) throw new TypeError(`${offset.param} has no effect with a cursor`);
    return cursorStyle(cursor, limit, { ...options, query: others });
  }
  if (!stable) return offsetStyle(list, options);
  if (order) return stableOffsetStyle(list, order, options);
  throw stableUnsupported();
}

/** Whether the query makes the server paginate by cursor, or has a cursor to continue from. */
function requestsCursor(
  { param, send }: NonNullable<PaginationOf<'offset'>['cursor']>,
  query: PageQuery,
): boolean {
  const isSent = ([name, value]: [string, unknown]) => String(query[name]) === String(value);
  return isScalar(query[param]) || Object.entries(send).every(isSent);
}

function stableUnsupported(): TypeError {
  return new TypeError('stable needs a list that can be sorted by id or paginated by cursor');
}
