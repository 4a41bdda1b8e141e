import type { Cursor, OffsetList, Pagination } from '../pagination.js';
import type { Query } from '../query.js';
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
  const { cursor, limit, order } = list;
  if (cursor && asksFor(cursor, options.query)) return byCursor(cursor, limit, options);
  if (!options.stable) return byOffset(list, options);
  if (order) return byId(list, order, options);
  if (cursor) return byCursor(cursor, limit, options);
  throw notStable();
}

/** Whether the query makes the server page by cursor already. */
function asksFor({ send }: Cursor, query: Query): boolean {
  const sent = Object.entries(send ?? {});
  return sent.length > 0 && sent.every(([name, value]) => String(query[name]) === String(value));
}

function notStable(): TypeError {
  return new TypeError(
    'stable needs a list that can be ordered by id or walked by a cursor, and this one cannot; leave stable out',
  );
}
