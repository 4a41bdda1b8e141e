import type { AlternativeCursor, OffsetList, Pagination } from '../pagination.js';
import type { Query } from '../query.js';
import { isScalar } from '../rows.js';
import { byCursor } from './cursor.js';
import { byKeyset } from './keyset.js';
import { byOffset } from './offset.js';
import type { StyleOptions } from './options.js';
import { byId } from './stable.js';
import { byStartIndex } from './start-index.js';
import type { Style } from './style.js';
import { whole } from './whole.js';

/** How this list is walked with these options. Each style has starts of its own kind. */
type AnyStyle = Style<string | number | null>;

export function styleOf(list: Pagination, options: StyleOptions): AnyStyle {
  switch (list.style) {
    case 'none':
      return whole(options.query);
    case 'offset':
      return styleOfOffsetList(list, options);
    case 'startIndex':
      if (options.stable) throw notStable();
      return byStartIndex(list, options);
    case 'keyset':
      return byKeyset(list, options);
    case 'cursor':
      return byCursor(list.cursor, list.limit, options);
  }
}

function styleOfOffsetList(list: OffsetList, options: StyleOptions): AnyStyle {
  const { cursor, limit, offset, order } = list;
  const { query, stable } = options;
  if (cursor && (asksFor(cursor, query) || (stable && !order))) {
    const { [offset.param]: skipped, ...others } = query;
    // Servers ignore it beside a cursor, and would begin elsewhere than the caller thinks.
    if (Number(skipped)) throw new TypeError(`${offset.param} has no effect beside a cursor`);
    return byCursor(cursor, limit, { ...options, query: others });
  }
  if (!stable) return byOffset(list, options);
  if (order) return byId(list, order, options);
  throw notStable();
}

/** Whether the query makes the server page by cursor already, or says where to go on by one. */
function asksFor({ param, send }: AlternativeCursor, query: Query): boolean {
  const isSent = ([name, value]: [string, unknown]) => String(query[name]) === String(value);
  return isScalar(query[param]) || Object.entries(send).every(isSent);
}

function notStable(): TypeError {
  return new TypeError(
    'stable needs a list that can be ordered by id or walked by cursor; leave it out',
  );
}
