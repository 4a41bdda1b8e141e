import { PageSize, sizeToAsk } from '../page-size.js';
import type { OffsetList } from '../pagination.js';
import { RecentRows } from '../recent-rows.js';
import { rowsOf } from '../rows.js';
import type { StyleOptions } from './options.js';
import { firstOffset } from './start.js';
import type { Style } from './style.js';

/** Pages by how many rows to leave out, each beginning `overlap` rows before the last one's end. */
export function byOffset(list: OffsetList, options: StyleOptions, overlap = 0): Style<number> {
  const { query, pageSize, key } = options;
  const { limit, offset } = list;
  const asked = Math.max(sizeToAsk(limit, query, pageSize), 1 + overlap);
  const size = new PageSize(limit, asked);
  return {
    first: firstOffset(offset.param, options, 0),
    sieve: new RecentRows(key),
    query: (start) => ({ ...query, [limit.param]: asked, [offset.param]: start }),
    read(answer, start) {
      const rows = rowsOf(answer);
      // More than was asked for, where pages depend on what was sent: then there are none.
      const isWhole = list.when !== undefined && rows.length > asked;
      const isLast = size.isLast(rows.length) || isWhole || rows.length <= overlap;
      return { rows, next: isLast ? undefined : start + rows.length - overlap };
    },
    ahead: (start) => (size.full === undefined ? undefined : start + size.full - overlap),
    endsAtRepeat: () => list.when !== undefined || size.differs,
    position: (start) => ({ offset: start }),
  };
}
