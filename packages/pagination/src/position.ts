import { PaginationError } from './pagination-error.js';
import { isScalar } from './rows.js';

/** A place in a list to go on from. It is plain JSON, so that it can be kept. */
export type Position = OffsetPosition | CursorPosition;

export interface OffsetPosition {
  readonly offset: number;
  /** The last id that was delivered, in a `stable` walk. */
  readonly after?: number;
}

export interface CursorPosition {
  /** `null` at the start of the list. */
  readonly cursor: string | number | null;
}

// Beside the errors and not on them: an error may be frozen, or have a `position` of its own.
const positions = new WeakMap<object, Position>();

/**
 * Where to go on after a walk failed: all items before it were delivered, none after it. Give it as
 * `from` to a walk with the same query and options. `undefined` when the error does not come from a page,
 * or when a signal ended the walk amid the items of one.
 */
export function positionOf(error: unknown): Position | undefined {
  return isObject(error) ? positions.get(error) : undefined;
}

/** The error itself with its position noted; what is no object gets an error around it. */
export function positioned(error: unknown, position: Position): object {
  const noted = isObject(error)
    ? error
    : new PaginationError(`A page could not be read: ${String(error)}`, { cause: error });
  positions.set(noted, position);
  return noted;
}

export function offsetOf(from: Position): OffsetPosition {
  if ('offset' in from) return from;
  throw otherWay(from, 'an `offset`');
}

export function cursorOf(from: Position): CursorPosition['cursor'] {
  if ('cursor' in from && (from.cursor === null || isScalar(from.cursor))) return from.cursor;
  throw otherWay(from, 'a `cursor`');
}

function otherWay(from: Position, needed: string): TypeError {
  return new TypeError(
    `from must be a position with ${needed}, found ${JSON.stringify(from)}; take it from a walk of the same list`,
  );
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
