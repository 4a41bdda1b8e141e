import { sizeToAsk } from '../page-size.js';
import type { KeysetList } from '../pagination.js';
import { PaginationError } from '../pagination-error.js';
import { propertyOf, type Rows, rowsOf } from '../rows.js';
import { type CursorStart, cursorCalls } from './cursor-calls.js';
import type { StyleOptions } from './options.js';
import type { Style } from './style.js';

/** Pages by the greatest value of a property in the page before, until a page has no greater one. */
export function byKeyset({ limit, cursor }: KeysetList, options: StyleOptions): Style<CursorStart> {
  const asked = sizeToAsk(limit, options.query, options.pageSize);
  return {
    ...cursorCalls(cursor.param, { [limit.param]: asked }, options),
    read(answer, start) {
      const rows = rowsOf(answer);
      const next = greatest(rows, cursor.from);
      return { rows, next: next > Number(start ?? -Infinity) ? next : undefined };
    },
  };
}

function greatest(rows: Rows, property: string): number {
  return rows.reduce<number>((most, row) => {
    const value = propertyOf(row, property);
    if (typeof value === 'number') return Math.max(most, value);
    throw new PaginationError(`A row has no numeric \`${property}\``);
  }, -Infinity);
}
