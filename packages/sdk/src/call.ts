import { type Attempt, responseInfoOf } from '@kaiten-sdk/core';
import type { Sent } from './sending.js';

/** An answer with what came along with it. */
export interface WithResponse<Data> {
  readonly data: Data;
  readonly response: {
    readonly status: number;
    readonly headers: Headers;
    readonly url: string;
  };
  /** What was tried for it, in order. */
  readonly attempts: readonly Attempt[];
}

/** A call that is under way: a promise of its answer. */
export class Call<Data> implements Promise<Data> {
  readonly #sent: Promise<Sent>;

  constructor(sent: Promise<Sent>) {
    this.#sent = sent;
  }

  get [Symbol.toStringTag](): string {
    return 'Call';
  }

  /** The answer with its status, headers and the attempts that it took. */
  withResponse(): Promise<WithResponse<Data>> {
    return this.#sent.then((sent) => withResponse(sent, sent.data as Data));
  }

  // biome-ignore lint/suspicious/noThenProperty: it is awaited
  then<Result = Data, Failure = never>(
    onFulfilled?: ((data: Data) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return this.#sent.then(({ data }) => data as Data).then(onFulfilled, onRejected);
  }

  catch<Failure = never>(
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Data | Failure> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Data> {
    return this.then().finally(onFinally);
  }
}

export function withResponse<Data>({ response }: Sent, data: Data): WithResponse<Data> {
  const { status, headers, url } = response;
  return {
    data,
    response: { status, headers, url },
    attempts: responseInfoOf(response).attempts ?? [],
  };
}
