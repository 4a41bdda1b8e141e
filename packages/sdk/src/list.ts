import { responseInfoOf } from '@kaiten-sdk/core';
import {
  type Collected,
  type FetchPage,
  firstItems,
  firstQuery,
  type Page,
  type PageSizes,
  type PaginateOptions,
  type Pagination,
  PaginationError,
  type Paginator,
  type Position,
  paginate,
} from '@kaiten-sdk/pagination';
import { AwaitableResult, type WithResponse, withResponse } from './api-promise.js';
import type { CallOptions } from './options.js';
import type { ParsedResponse } from './send.js';
import { shared } from './shared.js';

/** Options of a list. */
export interface ListOptions extends CallOptions {
  /** Where to continue: the `position` of a page, or the result of `positionOf(error)`. */
  readonly from?: Position | undefined;
  /** Rows per page. @default the maximum page size of the list */
  readonly pageSize?: number | undefined;
  /** How many pages are requested in advance. */
  readonly readAhead?: number | undefined;
  /** Requests an order that is not affected by changes to the rows, if the operation has one. */
  readonly stable?: boolean | undefined;
}

/** The type of the rows in a response that is a page of a list. */
export type ItemOf<Data> = Data extends readonly (infer Item)[]
  ? Item
  : Data extends { result: readonly (infer Item)[] }
    ? Item
    : never;

/** Requests a page. */
type RequestPage = (
  query: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
) => Promise<ParsedResponse>;

/** The response of the first page, and its rows. */
interface FirstPage<Item> {
  readonly parsed: ParsedResponse;
  readonly rows: Item[];
}

/**
 * A list. Nothing is sent until it is awaited, which returns the rows of the first page, or iterated,
 * which returns the rows of all pages. The first page is requested only once.
 *
 * Ending an iteration (`break`, `return()`, a destroyed stream) aborts the pages in flight. The first
 * page is shared: it is aborted when its last consumer has stopped. Only the signal of the list aborts
 * `await list`.
 */
export class List<Item> extends AwaitableResult<Item[]> implements AsyncIterable<Item> {
  readonly [Symbol.toStringTag] = 'List';
  readonly #pagination: Pagination;
  readonly #requestPage: RequestPage;
  readonly #options: PaginateOptions;
  readonly #firstPage: (signal?: AbortSignal) => Promise<FirstPage<Item>>;

  constructor(
    pagination: Pagination,
    requestPage: RequestPage,
    query: Readonly<Record<string, unknown>>,
    { signal, from, pageSize, readAhead, stable }: ListOptions = {},
    pageSizes?: PageSizes,
  ) {
    super();
    this.#pagination = pagination;
    this.#requestPage = requestPage;
    this.#options = {
      query,
      ...(signal && { signal }),
      ...(from !== undefined && { from }),
      ...(pageSize !== undefined && { pageSize }),
      ...(readAhead !== undefined && { readAhead }),
      ...(stable !== undefined && { stable }),
      ...(pageSizes && { pageSizes }),
    };
    this.#firstPage = shared((signal) => this.#requestFirst(signal));
  }

  /** Iterates the rows of all pages. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    return mapped(
      () => this.#paginate(),
      (row) => row,
    );
  }

  /** Iterates all pages. Each page is iterable and has the `position` to continue from. */
  pages(): AsyncGenerator<Page<Item> & Iterable<Item>, void, undefined> {
    return mapped(
      () => this.#paginate().pages(),
      (page) => ({ ...page, [Symbol.iterator]: () => page.items[Symbol.iterator]() }),
    );
  }

  /**
   * Collects at most `max` rows of all pages. `complete` of the array is `true` if these are all.
   *
   * @throws RangeError if `max` is not a positive integer.
   */
  async toArray(options: {
    /** Maximum number of rows, since a list may not fit into memory. */
    readonly max: number;
  }): Promise<Collected<Item>> {
    return this.#paginate().toArray(options);
  }

  /** The rows of the first page, with the status code, headers and attempts of the response. */
  async withResponse(): Promise<WithResponse<Item[]>> {
    const { parsed, rows } = await this.#firstPage(this.#options.signal);
    return withResponse(parsed, rows);
  }

  protected async result(): Promise<Item[]> {
    return (await this.#firstPage(this.#options.signal)).rows;
  }

  #paginate(): Paginator<Item> {
    const fetchPage: FetchPage = async (query, { signal, first }) =>
      (first ? (await this.#firstPage(signal)).parsed : await this.#requestPage(query, signal))
        .data;
    return paginate<Item>(this.#pagination, fetchPage, this.#options);
  }

  async #requestFirst(signal: AbortSignal): Promise<FirstPage<Item>> {
    const parsed = await this.#requestPage(firstQuery(this.#pagination, this.#options), signal);
    try {
      return {
        parsed,
        rows: firstItems<Item>(this.#pagination, parsed.data, this.#options) as Item[],
      };
    } catch (error) {
      throw withCallInfo(error as PaginationError, parsed);
    }
  }
}

/** Adds the call and its response to an error of the pagination package. */
function withCallInfo({ message }: PaginationError, { response }: ParsedResponse): PaginationError {
  const info = responseInfoOf(response);
  const call = `${info.method} ${info.pathTemplate}`;
  return new PaginationError(`${call} returned ${response.status}: ${message}`, info);
}

/**
 * A generator that maps the values of an iterable. `return` and `throw` end the iterable at once, even
 * if its next value is pending; a plain generator would wait for that value first.
 */
function mapped<From, To>(
  begin: () => AsyncIterable<From>,
  map: (value: From) => To,
): AsyncGenerator<To, void, undefined> {
  let steps: AsyncIterator<From> | undefined;
  async function* values(): AsyncGenerator<To, void, undefined> {
    const source = begin()[Symbol.asyncIterator]();
    steps = source;
    for await (const value of { [Symbol.asyncIterator]: () => source }) yield map(value);
  }
  const generator = values();
  const end = generator.return.bind(generator);
  const fail = generator.throw.bind(generator);
  return Object.assign(generator, {
    return() {
      steps?.return?.();
      return end();
    },
    throw(error: unknown) {
      steps?.return?.();
      return fail(error);
    },
  });
}
