import { PageSize, sizeToAsk } from '../page-size.js';
import type { KeysetList } from '../pagination.js';
import { PaginationError } from '../pagination-error.js';
import { type CursorPosition, isCursor } from '../position.js';
import { RecentRows } from '../recent-rows.js';
import { propertyOf, rowsOf } from '../rows.js';
import type { StyleOptions } from './options.js';
import { firstCursor } from './start.js';
import type { Style } from './style.js';

/** Pages by a property of the last row of the one before. */
export function byKeyset(list: KeysetList, options: StyleOptions): Style<CursorPosition['cursor']> {
  const { query, pageSize, key } = options;
  const { limit, cursor } = list;
  const asked = sizeToAsk(limit, query, pageSize);
  const size = new PageSize(limit, asked);
  const { [cursor.param]: _, ...filters } = query;
  return {
    first: firstCursor(cursor.param, options),
    sieve: new RecentRows(key),
    query: (start) => ({
      ...filters,
      [limit.param]: asked,
      ...(start === null ? {} : { [cursor.param]: start }),
    }),
    read(answer) {
      const rows = rowsOf(answer);
      if (size.isLast(rows.length)) return { rows, next: undefined };
      const next = propertyOf(rows.at(-1), cursor.from);
      if (isCursor(next)) return { rows, next };
      throw new PaginationError(`The last row of a page has no \`${cursor.from}\` to go on from`);
    },
    endsAtRepeat: () => list.when !== undefined || size.differs,
    position: (start) => ({ cursor: start }),
  };
}
