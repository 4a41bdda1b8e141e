import { PaginationError } from './errors.js';
import { type Items, propertyOf } from './items.js';

/** Removes items that earlier pages had. It receives pages in their order. */
export interface DuplicateFilter<Start> {
  /** Returns the items to return to the caller, or where to read again if items may be missing. */
  filter(items: Items, start: Start): FilteredPage | { readonly readAgainFrom: Start };
}

interface FilteredPage {
  readonly items: Items;
  /** Whether the page adds nothing to the previous one. */
  readonly isRepeat: boolean;
}

/** Removes items with the key of a recent item: inserted items push others onto the next page. */
export class RecentKeys implements DuplicateFilter<unknown> {
  readonly #keyOf: (item: unknown) => unknown;
  readonly #recent = new RecentSet();
  #previousPage: string | undefined;

  constructor(keyOf: (item: unknown) => unknown) {
    this.#keyOf = keyOf;
  }

  filter(items: Items): FilteredPage {
    const fresh = this.#fresh(items);
    return { items: fresh, isRepeat: fresh.length === 0 };
  }

  #fresh(items: Items): Items {
    const keys = items.map((item) => this.#keyOf(item));
    if (keys.every((key) => key === undefined)) {
      // Two different items without a key can be equal, but not all items of two pages.
      const page = JSON.stringify(items);
      const isSame = page === this.#previousPage;
      this.#previousPage = page;
      return isSame ? [] : items;
    }
    const fresh = items.filter((_, index) => !this.#recent.has(keys[index]));
    for (const key of keys) if (key !== undefined) this.#recent.add(key);
    return fresh;
  }
}

/**
 * Removes items whose id is not greater than that of the last item. A page must start at or before the
 * last item of the previous page. If it does not, items were deleted and others moved to a page that
 * was already read.
 */
export class AscendingIds implements DuplicateFilter<number> {
  readonly #property: string;
  readonly #stepBack: number;
  #end: number | undefined;
  /** The greatest id so far. */
  last: number | undefined;

  constructor(property: string, stepBack: number, last: number | undefined) {
    this.#property = property;
    this.#stepBack = stepBack;
    this.last = last;
  }

  filter(items: Items, start: number): FilteredPage | { readonly readAgainFrom: number } {
    const ids: unknown[] = items.map((item) => propertyOf(item, this.#property));
    if (!areAscending(ids)) {
      throw new PaginationError(
        `The server did not return this list in the order of \`${this.#property}\`; read it without \`stable\``,
      );
    }
    const last = this.last ?? Number.NEGATIVE_INFINITY;
    const overlaps = this.last === undefined || start === 0 || (ids[0] ?? Infinity) <= last;
    if (!overlaps) {
      this.#end = undefined;
      return { readAgainFrom: Math.max(0, start - this.#stepBack) };
    }
    const end = ids.at(-1);
    // After a step back, a page may have nothing new but still end further on than the previous one.
    const isRepeat = end === this.#end;
    this.#end = end;
    this.last = Math.max(last, end ?? last);
    return { items: items.filter((_, index) => (ids[index] ?? last) > last), isRepeat };
  }
}

function areAscending(ids: readonly unknown[]): ids is number[] {
  return ids.every(
    (id, index) => typeof id === 'number' && (index === 0 || id > Number(ids[index - 1])),
  );
}

const RECENT_VALUES = 5_000;

/** Remembers the last 5,000 to 10,000 values that were added. */
export class RecentSet {
  #older = new Set<unknown>();
  #newer = new Set<unknown>();

  has(value: unknown): boolean {
    return this.#newer.has(value) || this.#older.has(value);
  }

  add(value: unknown): void {
    // Two generations, because deleting single values from the front of a Set takes linear time.
    if (this.#newer.size >= RECENT_VALUES) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    this.#newer.add(value);
  }
}
