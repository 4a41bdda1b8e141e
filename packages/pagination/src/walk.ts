import { errorOfSignal } from '@kaiten-sdk/core';
import { type Collected, collect } from './collect.js';
import type { Page } from './page.js';
import type { Pagination } from './pagination.js';
import type { Query } from './query.js';
import { ReadAhead } from './read-ahead.js';
import { readPages } from './read-pages.js';
import { stoppable } from './stoppable.js';
import { styleOf } from './styles/choose.js';
import type { StyleOptions } from './styles/options.js';
import type { WalkOptions } from './walk-options.js';
import { wholeNumber } from './whole-number.js';

const DEFAULT_READ_AHEAD = 6;

/** Answers with one page. It must reject when its signal is aborted. */
export type FetchPage = (query: Query, init: FetchPageInit) => Promise<unknown>;

export interface FetchPageInit {
  readonly signal: AbortSignal;
  /** Whether it is the page that the walk begins with. */
  readonly first: boolean;
}

/** A list that nothing was asked of yet. Every iteration walks it anew. */
export interface Walk<Item> extends AsyncIterable<Item> {
  /** The same page by page. */
  pages(): AsyncIterable<Page<Item>>;
  /**
   * The first items, `max` at most; `complete` of the array says whether these are all. No page is
   * read that is not needed for it.
   *
   * @throws RangeError when `max` is not a whole number from 1
   */
  toArray(options: { readonly max: number }): Promise<Collected<Item>>;
}

/**
 * Walks a list as its row of the table says: in order, every row once, reading ahead where the list
 * can be walked by offset.
 *
 * An error of `fetchPage` is thrown as it is, after all items of the pages before; `positionOf` says
 * where to go on. Where the signal fired that is an `AbortError`, or a `TimeoutError` if it is one of
 * `AbortSignal.timeout`. What else is thrown is a `PaginationError`.
 *
 * @throws RangeError, TypeError at once for options that cannot be
 * @example
 * const cards = walk<Card>(operations.listCards.pagination, fetchPage, { query: { board_id: 7 } });
 * for await (const card of cards) console.log(card.title);
 */
export function walk<Item>(
  list: Pagination,
  fetchPage: FetchPage,
  options: WalkOptions<Item> = {},
): Walk<Item> {
  const { signal, firstPage } = options;
  const checked = checkedOptions(options);
  const { readAhead } = checked;
  styleOf(list, checked);

  function begin(wanted = Infinity) {
    const style = styleOf(list, checked);
    let first = true;
    const ahead = new ReadAhead(async (start: typeof style.first, signal) => {
      const query = style.query(start);
      const isAtHand = first && firstPage !== undefined;
      const answer = isAtHand ? firstPage : fetchPage(query, { signal, first });
      first = false;
      return style.read(await answer, start);
    }, signal);
    const pages = readPages<Item, typeof style.first>(style, ahead, { readAhead, wanted }, signal);
    return { pages, stop: () => ahead.drop() };
  }

  return {
    pages: () => ({
      [Symbol.asyncIterator]() {
        const { pages, stop } = begin();
        return stoppable(pages, stop);
      },
    }),
    [Symbol.asyncIterator]() {
      const { pages, stop } = begin();
      return stoppable(itemsOf(pages, signal), stop);
    },
    async toArray(options?: { readonly max: number }) {
      const max = wholeNumber('toArray({ max }): max', options?.max, 1);
      return collect(begin(max).pages, max);
    },
  };
}

/**
 * What a walk sends for its first page, for who wants to fetch that page alone.
 *
 * @throws RangeError, TypeError as `walk`
 */
export function firstQuery(list: Pagination, options: WalkOptions = {}): Query {
  const style = styleOf(list, checkedOptions(options));
  return style.query(style.first);
}

/**
 * The rows of the answer to `firstQuery`.
 *
 * @throws PaginationError when it is none of a list, as a walk does
 */
export function firstRows<Item>(
  list: Pagination,
  answer: unknown,
  options: WalkOptions = {},
): readonly Item[] {
  const style = styleOf(list, checkedOptions(options));
  return style.read(answer, style.first).rows as readonly Item[];
}

function checkedOptions<Item>({ query = {}, key, ...options }: WalkOptions<Item>) {
  return {
    ...options,
    query,
    key: key as StyleOptions['key'],
    readAhead: wholeNumber('readAhead', options.readAhead ?? DEFAULT_READ_AHEAD, 1),
  };
}

async function* itemsOf<Item>(pages: AsyncIterable<Page<Item>>, signal: AbortSignal | undefined) {
  for await (const { items } of pages) {
    for (const item of items) {
      if (signal?.aborted) throw errorOfSignal(signal);
      yield item;
    }
  }
}
