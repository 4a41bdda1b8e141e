import { isScalar } from './items.js';

/** A place in a list to continue from: plain JSON that you can store. */
export type Position = OffsetPosition | CursorPosition;

export interface OffsetPosition {
  readonly offset: number;
  /** The last id that was returned, if the list is read with `stable`. */
  readonly after?: number;
}

export interface CursorPosition {
  /** `null` at the start of the list. */
  readonly cursor: string | number | null;
}

/** One page of a list. Items that an earlier page had are removed, so a page can be empty. */
export type Page<Item> = NextPage<Item> | LastPage<Item>;

interface NextPage<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts. Pass it as `from` to continue later. */
  readonly position: Position;
  readonly last: false;
}

interface LastPage<Item> {
  readonly items: readonly Item[];
  readonly position: null;
  /** `true` for exactly one page of a list. */
  readonly last: true;
}

export function offsetOf(from: Position): OffsetPosition {
  if ('offset' in from) return from;
  throw wrongPosition(from, 'an `offset`');
}

export function cursorOf(from: Position): CursorPosition['cursor'] {
  if ('cursor' in from && (from.cursor === null || isScalar(from.cursor))) return from.cursor;
  throw wrongPosition(from, 'a `cursor`');
}

function wrongPosition(from: Position, needed: string): TypeError {
  return new TypeError(
    `from must be a position with ${needed}, found ${JSON.stringify(from)}: use a position of the same list`,
  );
}
