import { sizeToAsk } from '../page-size.js';
import type { Cursor, Limit } from '../pagination.js';
import { PaginationError } from '../pagination-error.js';
import { Recent } from '../recent.js';
import { isScalar, propertyOf, rowsOf } from '../rows.js';
import { type CursorStart, cursorCalls } from './cursor-calls.js';
import type { StyleOptions } from './options.js';
import type { Style } from './style.js';

/** Pages in a row without a new row, of a list whose pages overlap. */
const MOST_REPEATS = 20;

/** Pages by a cursor that the answer before has beside its rows. */
export function byCursor(
  cursor: Cursor,
  limit: Limit | undefined,
  options: StyleOptions,
): Style<CursorStart> {
  const size = limit && { [limit.param]: sizeToAsk(limit, options.query, options.pageSize) };
  const calls = cursorCalls(cursor.param, { ...size, ...cursor.send }, options);
  const sent = new Recent();
  return {
    ...calls,
    query(start) {
      if (sent.has(start)) {
        throw new PaginationError(`The server sent the same \`${cursor.from}\` twice: ${start}`);
      }
      sent.add(start);
      return calls.query(start);
    },
    read(answer) {
      const rows = rowsOf(answer, cursor.items);
      const next = propertyOf(answer, cursor.from);
      const isEnd = rows.length === 0 || !isScalar(next) || (cursor.overlaps && sent.has(next));
      return { rows, next: isEnd ? undefined : next };
    },
    mostRepeats: cursor.overlaps ? MOST_REPEATS : 1,
  };
}
