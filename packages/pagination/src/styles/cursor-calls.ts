import { type CursorPosition, cursorOf } from '../position.js';
import type { Query } from '../query.js';
import { RecentRows } from '../recent-rows.js';
import { isScalar } from '../rows.js';
import type { StyleOptions } from './options.js';

export type CursorStart = CursorPosition['cursor'];

/** What is sent to lists that are walked by cursor, from `from`, or else from what the query says. */
export function cursorCalls(param: string, send: Query, { query, from, key }: StyleOptions) {
  const { [param]: sent, ...filters } = query;
  return {
    first: from ? cursorOf(from) : isScalar(sent) ? sent : null,
    sieve: new RecentRows(key),
    query: (start: CursorStart): Query => ({
      ...filters,
      ...send,
      ...(start === null ? {} : { [param]: start }),
    }),
    position: (start: CursorStart) => ({ cursor: start }),
  };
}
