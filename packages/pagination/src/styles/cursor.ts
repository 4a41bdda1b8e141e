import { sizeToAsk } from '../page-size.js';
import type { Cursor, Limit } from '../pagination.js';
import { PaginationError } from '../pagination-error.js';
import { type CursorPosition, isCursor } from '../position.js';
import type { Query } from '../query.js';
import { Recent } from '../recent.js';
import { RecentRows } from '../recent-rows.js';
import { propertyOf, rowsOf } from '../rows.js';
import type { StyleOptions } from './options.js';
import { firstCursor } from './start.js';
import type { Style } from './style.js';

/** Pages by a cursor that the answer before has beside its rows. */
export function byCursor(
  cursor: Cursor,
  limit: Limit | undefined,
  options: StyleOptions,
): Style<CursorPosition['cursor']> {
  const { query, pageSize, key } = options;
  const { [cursor.param]: _, ...filters } = query;
  const size: Query = limit ? { [limit.param]: sizeToAsk(limit, query, pageSize) } : {};
  const sent = new Recent();
  return {
    first: firstCursor(cursor.param, options),
    sieve: new RecentRows(key),
    query(start) {
      if (start === null) return { ...filters, ...size, ...cursor.send };
      if (sent.has(start)) {
        throw new PaginationError(`The server sent the same \`${cursor.from}\` twice: ${start}`);
      }
      sent.add(start);
      return { ...filters, ...size, ...cursor.send, [cursor.param]: start };
    },
    read(answer) {
      const rows = rowsOf(answer, cursor.items);
      const next = propertyOf(answer, cursor.from);
      return { rows, next: rows.length > 0 && isCursor(next) ? next : undefined };
    },
    endsAtRepeat: () => false,
    position: (start) => ({ cursor: start }),
  };
}
