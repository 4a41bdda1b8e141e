import { PageSize } from '../page-size.js';
import type { OffsetList } from '../pagination.js';
import { rowsOf } from '../rows.js';
import { offsetCalls } from './offset-calls.js';
import type { StyleOptions } from './options.js';
import type { Style } from './style.js';

/** Pages by how many rows to leave out, each beginning `overlap` rows before the last one's end. */
export function byOffset(list: OffsetList, options: StyleOptions, overlap = 0): Style<number> {
  const { asked, ...calls } = offsetCalls(list, options);
  const size = new PageSize(list.limit, asked);
  return {
    ...calls,
    read(answer, start) {
      const rows = rowsOf(answer);
      // More than was asked for, where pages depend on what was sent: then there are none.
      const isWhole = list.when !== undefined && rows.length > asked;
      const isLast = size.isLast(rows.length) || isWhole || rows.length <= overlap;
      return { rows, next: isLast ? undefined : start + rows.length - overlap };
    },
    ahead: (start) => (size.full === undefined ? undefined : start + size.full - overlap),
    endsAtRepeat: () => list.when !== undefined || size.differs,
  };
}
