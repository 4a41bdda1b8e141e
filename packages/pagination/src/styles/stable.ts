import { AscendingRows } from '../ascending-rows.js';
import { sizeToAsk } from '../page-size.js';
import type { OffsetList, Order } from '../pagination.js';
import { offsetOf } from '../position.js';
import { wholeNumber } from '../whole-number.js';
import { byOffset } from './offset.js';
import type { StyleOptions } from './options.js';
import type { Style } from './style.js';

/** Pages in the order of an id: each begins with the last row of the one before, if it still exists. */
export function byId(list: OffsetList, order: Order, options: StyleOptions): Style<number> {
  for (const param of [order.param, order.direction]) {
    if (options.query[param] === undefined) continue;
    throw new TypeError(`stable walks in the order of \`${order.from}\`; leave out \`${param}\``);
  }
  const query = { ...options.query, [order.param]: order.from, [order.direction]: 'asc' };
  // A page of one row would only repeat the row before.
  const pageSize = Math.max(2, sizeToAsk(list.limit, query, options.pageSize));
  const after = options.from && offsetOf(options.from).after;
  if (after !== undefined) wholeNumber('from.after', after, 0);
  const sieve = new AscendingRows(order.from, pageSize, after);
  return {
    ...byOffset(list, { ...options, query, pageSize }, 1),
    sieve,
    endsAtRepeat: () => false,
    position: (offset) => ({ offset, ...(sieve.last === undefined ? {} : { after: sieve.last }) }),
  };
}
