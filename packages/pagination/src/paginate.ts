import { errorOfSignal } from '@kaiten-sdk/core';
import { checkedOptions, type PageQuery, type PaginateOptions, wholeNumber } from './options.js';
import type { Page } from './page.js';
import type { Pagination } from './pagination.js';
import { PageQueue, readPages } from './read-pages.js';
import { styleOf } from './style-of-list.js';

/** Requests one page and returns its response body. It must reject when the signal is aborted. */
export type FetchPage = (query: PageQuery, init: FetchPageInit) => Promise<unknown>;

export interface FetchPageInit {
  readonly signal: AbortSignal;
  /** Whether this is the first page of the iteration. */
  readonly first: boolean;
}

/** The items of a list. Each iteration reads the list again; creating a paginator sends no request. */
export interface Paginator<Item> extends AsyncIterable<Item> {
  /** The list page by page. */
  pages(): AsyncIterable<Page<Item>>;
  /**
   * The first `max` items at most. Reads no more pages than needed.
   *
   * @throws RangeError if `max` is not a whole number from 1
   */
  toArray(options: { readonly max: number }): Promise<Collected<Item>>;
}

/** An array of the first items of a list. */
export type Collected<Item> = Item[] & {
  /** Whether the array has all items of the list. `false` if there are more, or may be. */
  readonly complete: boolean;
};

/**
 * Reads a list in order, each item once, with pages requested ahead if the list is paginated by
 * offset or start index.
 *
 * An error of `fetchPage` is thrown unchanged, after all items of earlier pages; `positionOf(error)`
 * returns the position to continue from. An aborted signal throws an `AbortError`, or a `TimeoutError`
 * if it is an `AbortSignal.timeout`. All other errors are a `PaginationError`.
 *
 * @throws RangeError, TypeError immediately for invalid options
 * @example
 * const cards = paginate<Card>(operations.listCards.pagination, fetchPage, { query: { board_id: 7 } });
 * for await (const card of cards) console.log(card.title);
 */
export function paginate<Item>(
  list: Pagination,
  fetchPage: FetchPage,
  options: PaginateOptions<Item> = {},
): Paginator<Item> {
  const { signal, firstPage } = options;
  const checked = checkedOptions(options);
  const { readAhead } = checked;
  styleOf(list, checked);

  function begin(maxItems = Infinity) {
    const style = styleOf(list, checked);
    let first = true;
    const queue = new PageQueue(async (start: typeof style.first, signal) => {
      const query = style.query(start);
      const isGiven = first && firstPage !== undefined;
      const body = isGiven ? firstPage : fetchPage(query, { signal, first });
      first = false;
      return style.read(await body, start);
    }, signal);
    const limits = { readAhead, maxItems };
    const pages = readPages<Item, typeof style.first>(style, queue, limits, signal);
    return { pages, queue };
  }

  return {
    pages: () => ({
      [Symbol.asyncIterator]() {
        const { pages, queue } = begin();
        return abortable(pages, queue);
      },
    }),
    [Symbol.asyncIterator]() {
      const { pages, queue } = begin();
      return abortable(itemsOf(pages, signal), queue);
    },
    async toArray(options?: { readonly max: number }) {
      const max = wholeNumber('toArray({ max }): max', options?.max, 1);
      return collect(begin(max).pages, max);
    },
  };
}

/**
 * The query of the first page, to request that page separately.
 *
 * @throws RangeError, TypeError like `paginate`
 */
export function firstQuery(list: Pagination, options: PaginateOptions = {}): PageQuery {
  const style = styleOf(list, checkedOptions(options));
  return style.query(style.first);
}

/**
 * The items in the response body of the first page.
 *
 * @throws PaginationError if it is not a page of the list
 */
export function firstItems<Item>(
  list: Pagination,
  body: unknown,
  options: PaginateOptions = {},
): readonly Item[] {
  const style = styleOf(list, checkedOptions(options));
  return style.read(body, style.first).items as readonly Item[];
}

async function* itemsOf<Item>(pages: AsyncIterable<Page<Item>>, signal: AbortSignal | undefined) {
  for await (const { items } of pages) {
    for (const item of items) {
      if (signal?.aborted) throw errorOfSignal(signal);
      yield item;
    }
  }
}

async function collect<Item>(
  pages: AsyncIterable<Page<Item>>,
  max: number,
): Promise<Collected<Item>> {
  const collected: Item[] = [];
  let complete = false;
  for await (const { items, last } of pages) {
    const fitting = items.slice(0, max - collected.length);
    for (const item of fitting) collected.push(item);
    complete = last && fitting.length === items.length;
    if (collected.length === max) break;
  }
  return Object.defineProperty(collected, 'complete', { value: complete }) as Collected<Item>;
}

/**
 * An iterator whose `return()` ends a pending `next()`. A generator alone would wait for the pending
 * value first.
 */
function abortable<T>(
  generator: AsyncGenerator<T, void, undefined>,
  queue: { abort(): void },
): AsyncIterator<T, void, undefined> {
  let isReturned = false;
  return {
    async next() {
      try {
        return await generator.next();
      } catch (error) {
        if (isReturned) return { done: true, value: undefined };
        throw error;
      }
    },
    return() {
      isReturned = true;
      queue.abort();
      return generator.return();
    },
  };
}
