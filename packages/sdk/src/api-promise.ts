import { type Attempt, responseInfoOf } from '@kaiten-sdk/core';
import type { ParsedResponse } from './send.js';

/** The data of a response with its status code, headers and attempts. */
export interface WithResponse<Data> {
  readonly data: Data;
  readonly response: {
    readonly status: number;
    readonly headers: Headers;
    readonly url: string;
  };
  /** All attempts of the call, in order. */
  readonly attempts: readonly Attempt[];
}

/** Makes the promise that `result` returns awaitable. */
export abstract class AwaitableResult<Value> implements Promise<Value> {
  abstract readonly [Symbol.toStringTag]: string;
  protected abstract result(): Promise<Value>;

  // biome-ignore lint/suspicious/noThenProperty: it is awaited
  then<Result = Value, Failure = never>(
    onFulfilled?: ((value: Value) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.result().then(onFulfilled, onRejected);
  }

  catch<Failure = never>(
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Value | Failure> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Value> {
    return this.then().finally(onFinally);
  }
}

/** A promise of the data of a response. */
export class ApiPromise<Data> extends AwaitableResult<Data> {
  readonly [Symbol.toStringTag] = 'ApiPromise';
  readonly #parsed: Promise<ParsedResponse>;

  constructor(parsed: Promise<ParsedResponse>) {
    super();
    this.#parsed = parsed;
  }

  /** The data with the status code and headers of the response and the attempts of the call. */
  withResponse(): Promise<WithResponse<Data>> {
    return this.#parsed.then((parsed) => withResponse(parsed, parsed.data as Data));
  }

  protected result(): Promise<Data> {
    return this.#parsed.then(({ data }) => data as Data);
  }
}

export function withResponse<Data>({ response }: ParsedResponse, data: Data): WithResponse<Data> {
  const { status, headers, url } = response;
  return {
    data,
    response: { status, headers, url },
    attempts: responseInfoOf(response).attempts ?? [],
  };
}
