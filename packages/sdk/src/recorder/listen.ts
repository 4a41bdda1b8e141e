import { type CallInit, type Fetch, notify, requestHeadOf } from '@kaiten-sdk/core';

/** A request that is about to be sent. */
export interface HeardRequest {
  readonly method: string;
  readonly url: URL;
  readonly input: Parameters<Fetch>[0];
  readonly init: CallInit | undefined;
}

/**
 * Takes what it needs of a response. Whatever it reads has to be a copy, made before its first
 * `await`: the caller reads the response itself.
 */
type TakeResponse = (response: Response) => Promise<void>;

export interface Listening {
  wrap(fetch?: Fetch): Fetch;
  /** Waits until every response so far has been taken. */
  settled(): Promise<void>;
}

/**
 * Listens to the requests and responses of a `fetch`. What goes wrong in a listener breaks no call;
 * `onError` is called with it.
 *
 * @param hear Called before a request is sent; what it returns takes the response.
 */
export function listening(
  hear: (request: HeardRequest) => TakeResponse,
  onError: ((error: unknown) => void) | undefined,
): Listening {
  const pending = new Set<Promise<void>>();

  function heard(request: Omit<HeardRequest, 'url'>, url: string): TakeResponse | undefined {
    try {
      return hear({ ...request, url: new URL(url, globalThis.location?.href) });
    } catch (error) {
      notify(onError, error);
      return undefined;
    }
  }

  return {
    wrap:
      (fetch = (input, init) => globalThis.fetch(input, init)) =>
      async (input, init) => {
        const { method, signal, url } = requestHeadOf([input, init]);
        const take = heard({ method: method.toUpperCase(), input, init }, url);
        const response = await fetch(input, init);
        const run = async () => take?.(response);
        const taken = run()
          // The body of a call that was aborted breaks off for its copy as well.
          .catch((error: unknown) => signal?.aborted || notify(onError, error))
          .then(() => void pending.delete(taken));
        pending.add(taken);
        return response;
      },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
