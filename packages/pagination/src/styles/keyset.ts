import { PageSize, sizeToAsk } from '../page-size.js';
import type { KeysetList } from '../pagination.js';
import { PaginationError } from '../pagination-error.js';
import { isCursor } from '../position.js';
import { propertyOf, rowsOf } from '../rows.js';
import { type CursorStart, cursorCalls } from './cursor-calls.js';
import type { StyleOptions } from './options.js';
import type { Style } from './style.js';

/** Pages by a property of the last row of the one before. */
export function byKeyset(list: KeysetList, options: StyleOptions): Style<CursorStart> {
  const { limit, cursor } = list;
  const asked = sizeToAsk(limit, options.query, options.pageSize);
  const size = new PageSize(limit, asked);
  return {
    ...cursorCalls(cursor.param, { [limit.param]: asked }, options),
    read(answer) {
      const rows = rowsOf(answer);
      if (size.isLast(rows.length)) return { rows, next: undefined };
      const next = propertyOf(rows.at(-1), cursor.from);
      if (isCursor(next)) return { rows, next };
      throw new PaginationError(`The last row of a page has no \`${cursor.from}\` to go on from`);
    },
    endsAtRepeat: () => list.when !== undefined || size.differs,
  };
}
