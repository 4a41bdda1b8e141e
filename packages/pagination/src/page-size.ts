import type { Limit } from './pagination.js';
import type { Query } from './query.js';
import { wholeNumber } from './whole-number.js';

const DEFAULT_SIZE = 100;

/** How many rows to ask for: as the caller says, but never more than the list is known to give. */
export function sizeToAsk(limit: Limit | undefined, query: Query, pageSize?: number): number {
  const sent = limit && query[limit.param];
  const wanted =
    pageSize === undefined
      ? (sent ?? limit?.max ?? limit?.default ?? DEFAULT_SIZE)
      : wholeNumber('pageSize', pageSize, 1);
  return Math.min(wholeNumber(limit?.param ?? 'pageSize', wanted, 1), limit?.max ?? Infinity);
}

/** Tells the last page from one that is short because the server gives fewer rows than were asked. */
export class PageSize {
  readonly #asked: number;
  readonly #isKnownToBeGiven: boolean;
  #first: number | undefined;
  #full = 0;
  #isProven = false;

  constructor(limit: Limit, asked: number) {
    this.#asked = asked;
    this.#isKnownToBeGiven = asked <= (limit.max ?? limit.default ?? 0);
  }

  /** How many rows a full page has; `undefined` until a page was full for sure. */
  get full(): number | undefined {
    return this.#isProven ? this.#full : undefined;
  }

  /** Whether the server gave another number of rows than was asked for, from the first page on. */
  get differs(): boolean {
    return this.#first !== this.#asked;
  }

  /** Whether nothing follows a page of so many rows. The first page must come alone. */
  isLast(count: number): boolean {
    if (count === 0) return true;
    if (this.#first === undefined) {
      this.#first = this.#full = count;
      this.#isProven = count >= this.#asked;
      return !this.#isProven && this.#isKnownToBeGiven && !mayBeCap(count);
    }
    if (count < this.#full) return true;
    this.#isProven ||= count === this.#full;
    if (!this.#isProven) this.#full = count;
    return false;
  }
}

/** Servers cap at round numbers: one more call settles whether such a page was the last. */
function mayBeCap(count: number): boolean {
  return count % 10 === 0 || count % 25 === 0;
}
