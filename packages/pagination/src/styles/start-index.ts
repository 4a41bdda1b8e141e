import type { StartIndexList } from '../pagination.js';
import { propertyOf, rowsOf } from '../rows.js';
import { offsetCalls } from './offset-calls.js';
import type { StyleOptions } from './options.js';
import type { Style } from './style.js';

/** Pages by the place of their first row, in an answer that says how many rows there are. */
export function byStartIndex(list: StartIndexList, options: StyleOptions): Style<number> {
  const { asked: _, ...calls } = offsetCalls(list, options);
  let size: number | undefined;
  let end = Infinity;
  const within = (start: number) => (start < end ? start : undefined);
  return {
    ...calls,
    read(answer, start) {
      const total = propertyOf(answer, list.total);
      // Without any rows SCIM lets their property out.
      const rows = total === 0 ? [] : rowsOf(answer, list.items);
      size ??= rows.length;
      if (typeof total === 'number') end = list.offset.first + total;
      return { rows, next: rows.length ? within(start + rows.length) : undefined };
    },
    ahead: (start) => within(start + (size ?? Infinity)),
  };
}
