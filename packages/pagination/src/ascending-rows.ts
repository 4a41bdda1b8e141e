import { PaginationError } from './pagination-error.js';
import { propertyOf, type Rows } from './rows.js';
import type { Passed, Sieve } from './sieve.js';

/**
 * Takes rows in the order of their ids. A page has to begin at or before the last row of the page
 * before: if it does not, rows were deleted, and others have moved to where nobody looked.
 */
export class AscendingRows implements Sieve<number> {
  readonly #property: string;
  readonly #stepBack: number;
  #end: number | undefined;
  /** The last id that passed. */
  last: number | undefined;

  constructor(property: string, stepBack: number, last: number | undefined) {
    this.#property = property;
    this.#stepBack = stepBack;
    this.last = last;
  }

  pass(rows: Rows, start: number): Passed<number> {
    const ids: unknown[] = rows.map((row) => propertyOf(row, this.#property));
    if (!areAscending(ids)) {
      throw new PaginationError(
        `The server does not put this list in the order of \`${this.#property}\`; walk it without \`stable\``,
      );
    }
    const last = this.last ?? Number.NEGATIVE_INFINITY;
    const joins = this.last === undefined || start === 0 || (ids[0] ?? Infinity) <= last;
    if (!joins) return this.#back(start);
    const end = ids.at(-1);
    // Pages after a step back may have nothing new, but each gets further than one answered before.
    const isRepeat = end === this.#end;
    this.#end = end;
    this.last = Math.max(last, end ?? last);
    return { rows: rows.filter((_, index) => (ids[index] ?? last) > last), isRepeat };
  }

  #back(start: number): Passed<number> {
    this.#end = undefined;
    return { back: Math.max(0, start - this.#stepBack) };
  }
}

function areAscending(ids: readonly unknown[]): ids is number[] {
  return ids.every(
    (id, index) => typeof id === 'number' && (index === 0 || id > Number(ids[index - 1])),
  );
}
