import { KaitenError } from '@kaiten-sdk/core';
import type { Position } from './page.js';

/** The server does not paginate the list as documented. The message says what it returned. */
export class PaginationError extends KaitenError {
  override get name() {
    return 'PaginationError' as const;
  }
}

// Not a property of the error: it may be frozen, or already have a `position`.
const positions = new WeakMap<object, Position>();

/**
 * The position to continue from after an error: all items before it were returned, none after it.
 * Pass it as `from`, with the same query and options.
 *
 * Returns `undefined` if the error was not thrown while a page was read, or if a signal ended the
 * iteration between two items of a page.
 */
export function positionOf(error: unknown): Position | undefined {
  return isObject(error) ? positions.get(error) : undefined;
}

/** Sets the position of an error. A value that is not an object is wrapped in an error. */
export function withPosition(error: unknown, position: Position): object {
  const thrown = isObject(error)
    ? error
    : new PaginationError(`A page could not be read: ${String(error)}`, { cause: error });
  positions.set(thrown, position);
  return thrown;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
