import {
  type Collected,
  type FetchPage,
  firstQuery,
  type Page,
  type Pagination,
  type Position,
  type WalkOptions,
  walk,
} from '@kaiten-sdk/pagination';
import { type WithResponse, withResponse } from './call.js';
import type { CallOptions } from './call-options.js';
import type { Sent } from './sending.js';

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

/**
 * A list. Nothing is sent until it is awaited, which gives the rows of the first page, or iterated,
 * which gives the rows of all pages. The first page is asked for once, however often that happens.
 */
export class List<Item> implements Promise<Item[]>, AsyncIterable<Item> {
  readonly #pagination: Pagination;
  readonly #ask: AskPage;
  readonly #options: WalkOptions;
  #first: Promise<Sent> | undefined;

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
  }

  get [Symbol.toStringTag](): string {
    return 'List';
  }

  /** All rows, page after page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    yield* await this.#walk();
  }

  /** All pages, each iterable itself, with the `position` to go on from. */
  async *pages(): AsyncGenerator<Page<Item> & Iterable<Item>, void, undefined> {
    for await (const page of (await this.#walk()).pages()) {
      yield { ...page, [Symbol.iterator]: () => page.items[Symbol.iterator]() };
    }
  }

  /** The rows of all pages, `max` at most; `complete` of the array says whether these are all. */
  async toArray(options: {
    /** How many rows are collected at most: a list may be longer than memory. */
    readonly max: number;
  }): Promise<Collected<Item>> {
    return (await this.#walk()).toArray(options);
  }

  /** The rows of the first page, with the status, headers and attempts of their answer. */
  async withResponse(): Promise<WithResponse<Item[]>> {
    const sent = await this.#firstPage();
    return withResponse(sent, rowsOf<Item>(sent.data));
  }

  // biome-ignore lint/suspicious/noThenProperty: it is awaited
  then<Result = Item[], Failure = never>(
    onFulfilled?: ((rows: Item[]) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.#firstPage()
      .then(({ data }) => rowsOf<Item>(data))
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

  async #walk() {
    const fetchPage: FetchPage = async (query, { signal, first }) =>
      (await (first ? this.#firstPage() : this.#ask(query, signal))).data;
    const firstPage = (await this.#first)?.data;
    return walk<Item>(this.#pagination, fetchPage, {
      ...this.#options,
      ...(firstPage !== undefined && { firstPage }),
    });
  }

  // Not ended by who iterates: the page may be wanted again. After a failure it is asked for anew.
  #firstPage(): Promise<Sent> {
    this.#first ??= this.#ask(
      firstQuery(this.#pagination, this.#options),
      this.#options.signal,
    ).catch((error: unknown) => {
      this.#first = undefined;
      throw error;
    });
    return this.#first;
  }
}

function rowsOf<Item>(answer: unknown): Item[] {
  return (Array.isArray(answer) ? answer : (answer as { result: Item[] }).result) as Item[];
}
