import type { Query } from '../query.js';
import { RecentRows } from '../recent-rows.js';
import { rowsOf } from '../rows.js';
import type { Style } from './style.js';

/** One page, which has everything. */
export function whole(query: Query): Style<number> {
  return {
    first: 0,
    sieve: new RecentRows(),
    query: () => query,
    read: (answer) => ({ rows: rowsOf(answer), next: undefined }),
    endsAtRepeat: () => true,
    position: (offset) => ({ offset }),
  };
}
