import { type CursorPosition, cursorOf, isCursor, offsetOf } from '../position.js';
import { wholeNumber } from '../whole-number.js';
import type { StyleOptions } from './options.js';

/** Where the walk begins: the position that was given, what the query says, or the first row. */
export function firstOffset(param: string, { from, query }: StyleOptions, first: number): number {
  if (from) return wholeNumber('from.offset', offsetOf(from).offset, first);
  return wholeNumber(param, query[param] ?? first, first);
}

export function firstCursor(
  param: string,
  { from, query }: StyleOptions,
): CursorPosition['cursor'] {
  if (from) return cursorOf(from);
  const sent = query[param];
  return isCursor(sent) ? sent : null;
}
