import { sizeToAsk } from '../page-size.js';
import type { Limit } from '../pagination.js';
import { offsetOf } from '../position.js';
import { RecentRows } from '../recent-rows.js';
import { wholeNumber } from '../whole-number.js';
import type { StyleOptions } from './options.js';

interface OffsetParameters {
  readonly limit: Limit;
  readonly offset: { readonly param: string; readonly first?: number };
}

/** What is sent to lists that are walked by numbers, from `from`, or else from what the query says. */
export function offsetCalls(
  { limit, offset }: OffsetParameters,
  { query, from, pageSize, key }: StyleOptions,
) {
  const { param, first = 0 } = offset;
  const asked = sizeToAsk(limit, query, pageSize);
  return {
    asked,
    first: from
      ? wholeNumber('from.offset', offsetOf(from).offset, first)
      : wholeNumber(param, query[param] ?? first, first),
    sieve: new RecentRows(key),
    query: (start: number) => ({ ...query, [limit.param]: asked, [param]: start }),
    position: (start: number) => ({ offset: start }),
  };
}
