import { responseInfoOf } from '@kaiten-sdk/core';
import {
  type Collected,
  type FetchPage,
  firstItems,
  firstQuery,
  type Page,
  type PaginateOptions,
  type Pagination,
  PaginationError,
  type Paginator,
  type Position,
  paginate,
} from '@kaiten-sdk/pagination';
import { type WithResponse, withResponse } from './call.js';
import type { CallOptions } from './call-options.js';
import type { Sent } from './sending.js';
import { shared } from './shared.js';
import { stepping } from './stepping.js';

/** What one walk through a list does differently. */
export interface ListOptions extends CallOptions {
  /** Where to go on: the `position` of a page, or what `positionOf(error)` gives. */
  readonly from?: Position | undefined;
  /** Rows of a page. @default what the operation allows at most */
  readonly pageSize?: number | undefined;
  /** How many pages are asked for before they are needed. */
  readonly readAhead?: number | undefined;
  /** In an order that changes of the rows do not disturb, where the operation has one. */
  readonly stable?: boolean | undefined;
}

/** The rows of a list, of an answer that is a page of it. */
export type ItemOf<Answer> = Answer extends readonly (infer Item)[]
  ? Item
  : Answer extends { result: readonly (infer Item)[] }
    ? Item
    : never;

/** Asks for the rows with a query. */
export type AskPage = (
  query: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
) => Promise<Sent>;

/** The first page, as it came and as rows. */
interface FirstPage<Item> {
  readonly sent: Sent;
  readonly rows: Item[];
}

/**
 * A list. Nothing is sent until it is awaited, which gives the rows of the first page, or iterated,
 * which gives the rows of all pages. The first page is asked for once, however often that happens.
 *
 * Who stops iterating (`break`, `return()`, a stream that is destroyed) aborts the pages on their way,
 * and the first one, which all share, if nobody else waits for it. Who awaits the list waits until the
 * signal of the list fires.
 */
export class List<Item> implements Promise<Item[]>, AsyncIterable<Item> {
  readonly #pagination: Pagination;
  readonly #ask: AskPage;
  readonly #options: PaginateOptions;
  readonly #firstPage: (signal?: AbortSignal) => Promise<FirstPage<Item>>;

  constructor(
    pagination: Pagination,
    ask: AskPage,
    query: Readonly<Record<string, unknown>>,
    { signal, from, pageSize, readAhead, stable }: ListOptions = {},
  ) {
    this.#pagination = pagination;
    this.#ask = ask;
    this.#options = {
      query,
      ...(signal && { signal }),
      ...(from !== undefined && { from }),
      ...(pageSize !== undefined && { pageSize }),
      ...(readAhead !== undefined && { readAhead }),
      ...(stable !== undefined && { stable }),
    };
    this.#firstPage = shared((signal) => this.#askFirst(signal));
  }

  get [Symbol.toStringTag](): string {
    return 'List';
  }

  /** All rows, page after page. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    return stepping(
      () => this.#paginate(),
      (row) => row,
    );
  }

  /** All pages, each iterable itself, with the `position` to go on from. */
  pages(): AsyncGenerator<Page<Item> & Iterable<Item>, void, undefined> {
    return stepping(
      () => this.#paginate().pages(),
      (page) => ({ ...page, [Symbol.iterator]: () => page.items[Symbol.iterator]() }),
    );
  }

  /**
   * The rows of all pages, `max` at most; `complete` of the array says whether these are all.
   *
   * @throws RangeError when `max` is not a whole number from 1
   */
  async toArray(options: {
    /** How many rows are collected at most: a list may be longer than memory. */
    readonly max: number;
  }): Promise<Collected<Item>> {
    return this.#paginate().toArray(options);
  }

  /** The rows of the first page, with the status, headers and attempts of their answer. */
  async withResponse(): Promise<WithResponse<Item[]>> {
    const { sent, rows } = await this.#firstPage(this.#options.signal);
    return withResponse(sent, rows);
  }

  // biome-ignore lint/suspicious/noThenProperty: it is awaited
  then<Result = Item[], Failure = never>(
    onFulfilled?: ((rows: Item[]) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.#firstPage(this.#options.signal)
      .then(({ rows }) => rows)
      .then(onFulfilled, onRejected);
  }

  catch<Failure = never>(
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Item[] | Failure> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Item[]> {
    return this.then().finally(onFinally);
  }

  #paginate(): Paginator<Item> {
    const fetchPage: FetchPage = async (query, { signal, first }) =>
      (first ? (await this.#firstPage(signal)).sent : await this.#ask(query, signal)).data;
    return paginate<Item>(this.#pagination, fetchPage, this.#options);
  }

  async #askFirst(signal: AbortSignal): Promise<FirstPage<Item>> {
    const sent = await this.#ask(firstQuery(this.#pagination, this.#options), signal);
    try {
      return { sent, rows: firstItems<Item>(this.#pagination, sent.data, this.#options) as Item[] };
    } catch (error) {
      throw noList(error as PaginationError, sent);
    }
  }
}

/** The error with what `paginate` does not know: which call it is of. */
function noList({ message }: PaginationError, { response }: Sent): PaginationError {
  const notes = responseInfoOf(response);
  const call = `${notes.method} ${notes.pathTemplate}`;
  return new PaginationError(`${call} answered ${response.status}: ${message}`, notes);
}
