import { errorOfSignal, onAbort } from '@kaiten-sdk/core';
import { PaginationError, withPosition } from './errors.js';
import type { Page } from './page.js';
import type { PageContent, Style } from './style.js';

/** Each means that items were deleted between two requests. */
const MAX_CONSECUTIVE_STEPS_BACK = 20;

interface ReadLimits {
  /** Maximum number of pages in flight or waiting. */
  readonly readAhead: number;
  /** How many items the caller will consume at most. */
  readonly maxItems: number;
}

/** Returns the pages of a list in order, and requests further ones while the caller consumes one. */
export async function* readPages<Item, Start>(
  style: Style<Start>,
  pages: PageQueue<Start>,
  { readAhead, maxItems }: ReadLimits,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page<Item>, void, undefined> {
  let start = style.first;
  let pagesRead = 0;
  let itemsRead = 0;
  let repeats = 0;
  let stepsBack = 0;
  try {
    for (;;) {
      if (signal?.aborted) throw errorOfSignal(signal);
      const page = await pages.take(start);
      const filtered = style.duplicates.filter(page.items, start);
      if ('readAgainFrom' in filtered) {
        stepsBack += 1;
        if (stepsBack > MAX_CONSECUTIVE_STEPS_BACK) throw sameItemsError(itemsRead);
        start = filtered.readAgainFrom;
        continue;
      }
      const items = filtered.items as readonly Item[];
      pagesRead += 1;
      itemsRead += items.length;
      repeats = filtered.isRepeat ? repeats + 1 : 0;
      if (items.length > 0) stepsBack = 0;
      const { next } = page;
      if (next === undefined || (repeats > 0 && style.endsAtRepeat?.())) {
        pages.abort();
        yield { items, position: null, last: true };
        return;
      }
      // Inserted items can push a complete page onto the next one, but hardly twice in a row.
      if (repeats > (style.maxRepeats ?? 1)) throw sameItemsError(itemsRead);
      // Pages in flight may have been read before items were deleted, and repeat this one as well.
      if (repeats > 0) pages.abort();
      start = next;
      const pagesNeeded = Math.ceil((maxItems - itemsRead) / page.items.length);
      // No more than were read so far, so that a short list costs few requests.
      const count = Math.min(readAhead, pagesRead, pagesNeeded);
      if (count > 0) pages.fill(next, count, style.predictNext);
      yield { items, position: style.position(next), last: false };
    }
  } catch (error) {
    // `fetch` rejects with the reason itself: any value, possibly shared with other iterations.
    const isReason = signal?.aborted && error === signal.reason;
    throw withPosition(isReason ? errorOfSignal(signal) : error, style.position(start));
  } finally {
    pages.abort();
  }
}

function sameItemsError(itemsRead: number): PaginationError {
  return new PaginationError(
    `The server does not paginate this list: it returns the same items again, and items after the first ${itemsRead} cannot be read`,
  );
}

interface PageRequest<Start> {
  readonly start: Start;
  readonly page: Promise<PageContent<Start>>;
  readonly controller: AbortController;
  /** No page follows: this one is the last, or it failed. */
  isEnd: boolean;
}

type ReadPage<Start> = (start: Start, signal: AbortSignal) => Promise<PageContent<Start>>;

/** Pages that were requested, in the order in which they will be returned. */
export class PageQueue<Start> {
  readonly #read: ReadPage<Start>;
  readonly #signal: AbortSignal | undefined;
  #requests: PageRequest<Start>[] = [];

  constructor(read: ReadPage<Start>, signal: AbortSignal | undefined) {
    this.#read = read;
    this.#signal = signal;
  }

  /** Removes and returns the page at `start`. If another page is first, aborts all and requests it. */
  async take(start: Start): Promise<PageContent<Start>> {
    const page = await this.#first(start).page;
    this.#requests.shift();
    return page;
  }

  /** Requests pages from `start` until `count` are queued, as far as their starts are known. */
  fill(start: Start, count: number, predictNext?: (start: Start) => Start | undefined): void {
    const first = this.#first(start);
    let last = this.#requests.at(-1) ?? first;
    while (this.#requests.length < count && !last.isEnd) {
      const next = predictNext?.(last.start);
      if (next === undefined) return;
      last = this.#request(next);
    }
  }

  /** Aborts the queued requests, from an index. */
  abort(index = 0): void {
    for (const { controller } of this.#requests.splice(index)) controller.abort();
  }

  #first(start: Start): PageRequest<Start> {
    const first = this.#requests[0];
    if (first?.start === start) return first;
    this.abort();
    return this.#request(start);
  }

  #request(start: Start): PageRequest<Start> {
    const controller = new AbortController();
    const signal = this.#signal;
    const unsubscribe = signal && onAbort(signal, () => controller.abort(signal.reason));
    // Only while the request is in flight, so that an abandoned iteration leaves no listener behind.
    const page = this.#read(start, controller.signal).finally(unsubscribe);
    const request = { start, page, controller, isEnd: false };
    this.#requests.push(request);
    const end = () => {
      request.isEnd = true;
      const index = this.#requests.indexOf(request);
      if (index >= 0) this.abort(index + 1);
    };
    // This also handles the rejection of a page that is never taken.
    page.then(({ next }) => next === undefined && end(), end);
    return request;
  }
}
