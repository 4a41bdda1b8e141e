import { errorOfSignal } from '@kaiten-sdk/core';
import type { Page } from './page.js';
import { PaginationError } from './pagination-error.js';
import { positioned } from './position.js';
import type { ReadAhead } from './read-ahead.js';
import type { Style } from './styles/style.js';

/** In a row: each means that rows were deleted between two calls. */
const MOST_STEPS_BACK = 20;

export interface Reach {
  /** Most pages on their way at once. */
  readonly readAhead: number;
  /** How many rows the consumer will take at most. */
  readonly wanted: number;
}

/** Delivers the pages of a list in order, and reads ahead while the consumer has one. */
export async function* readPages<Item, Start>(
  style: Style<Start>,
  pages: ReadAhead<Start>,
  { readAhead, wanted }: Reach,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page<Item>, void, undefined> {
  let start = style.first;
  let pagesRead = 0;
  let delivered = 0;
  let repeats = 0;
  let stepsBack = 0;
  try {
    for (;;) {
      if (signal?.aborted) throw errorOfSignal(signal);
      const read = await pages.take(start);
      const passed = style.sieve.pass(read.rows, start);
      if ('back' in passed) {
        stepsBack += 1;
        if (stepsBack > MOST_STEPS_BACK) throw stuck(delivered);
        start = passed.back;
        continue;
      }
      const items = passed.rows as readonly Item[];
      pagesRead += 1;
      delivered += items.length;
      repeats = passed.isRepeat ? repeats + 1 : 0;
      if (items.length > 0) stepsBack = 0;
      const { next } = read;
      if (next === undefined || (repeats > 0 && style.endsAtRepeat?.())) {
        pages.drop();
        yield { items, position: null, last: true };
        return;
      }
      // Rows that were inserted can push one page onto the next, but hardly twice in a row.
      if (repeats > (style.mostRepeats ?? 1)) throw stuck(delivered);
      // Those on their way may be from before rows were deleted, and repeat this one, too.
      if (repeats > 0) pages.drop();
      start = next;
      const pagesWanted = Math.ceil((wanted - delivered) / read.rows.length);
      // Never more than were read so far: a short list wastes no call, or few.
      const count = Math.min(readAhead, pagesRead, pagesWanted);
      if (count > 0) pages.fill(next, count, style.ahead);
      yield { items, position: style.position(next), last: false };
    }
  } catch (error) {
    // A plain `fetch` rejects with the reason, which may be anything, and be that of other walks, too.
    const isReason = signal?.aborted && error === signal.reason;
    throw positioned(isReason ? errorOfSignal(signal) : error, style.position(start));
  } finally {
    pages.drop();
  }
}

function stuck(delivered: number): PaginationError {
  return new PaginationError(
    `The server keeps sending the same rows: it does not page this list, and what may follow the first ${delivered} rows cannot be reached`,
  );
}
