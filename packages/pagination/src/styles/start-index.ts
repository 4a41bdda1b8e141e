import { sizeToAsk } from '../page-size.js';
import type { StartIndexList } from '../pagination.js';
import { RecentRows } from '../recent-rows.js';
import { propertyOf, rowsOf } from '../rows.js';
import type { StyleOptions } from './options.js';
import { firstOffset } from './start.js';
import type { Style } from './style.js';

/** Pages by the place of their first row, in an answer that says how many rows there are. */
export function byStartIndex(list: StartIndexList, options: StyleOptions): Style<number> {
  const { query, pageSize, key } = options;
  const { limit, offset } = list;
  const asked = sizeToAsk(limit, query, pageSize);
  let size: number | undefined;
  let end = Infinity;
  const within = (start: number) => (start < end ? start : undefined);
  return {
    first: firstOffset(offset.param, options, offset.first),
    sieve: new RecentRows(key),
    query: (start) => ({ ...query, [limit.param]: asked, [offset.param]: start }),
    read(answer, start) {
      const total = propertyOf(answer, list.total);
      // Without any rows SCIM lets their property out.
      const rows = total === 0 ? [] : rowsOf(answer, list.items);
      size ??= rows.length;
      if (typeof total === 'number') end = offset.first + total;
      return { rows, next: rows.length ? within(start + rows.length) : undefined };
    },
    ahead: (start) => within(start + (size ?? Infinity)),
    endsAtRepeat: () => false,
    position: (start) => ({ offset: start }),
  };
}
