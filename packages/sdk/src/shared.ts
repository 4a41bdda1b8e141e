import { errorOfSignal, onAbort } from '@kaiten-sdk/core';

interface SharedRequest<Result> {
  readonly result: Promise<Result>;
  readonly controller: AbortController;
  /** Callers so far, except those whose signal was aborted while it was pending. */
  callers: number;
  isDone: boolean;
}

/**
 * A request that several callers share. A caller whose signal is aborted stops waiting; when all have
 * stopped, the request is aborted. After a failure, the next caller starts a new request.
 */
export function shared<Result>(
  start: (signal: AbortSignal) => Promise<Result>,
): (signal?: AbortSignal) => Promise<Result> {
  let current: SharedRequest<Result> | undefined;

  function begin(): SharedRequest<Result> {
    const controller = new AbortController();
    const begun = { result: start(controller.signal), controller, callers: 0, isDone: false };
    begun.result.then(
      () => {
        begun.isDone = true;
      },
      () => forget(begun),
    );
    return begun;
  }

  function forget(one: SharedRequest<Result>): void {
    if (current === one) current = undefined;
  }

  return async (signal) => {
    if (!current && signal?.aborted) throw errorOfSignal(signal);
    current ??= begin();
    const mine = current;
    mine.callers += 1;
    if (!signal || mine.isDone) return mine.result;
    return new Promise((resolve, reject) => {
      const unlisten = onAbort(signal, () => {
        mine.callers -= 1;
        if (mine.callers > 0) return reject(errorOfSignal(signal));
        forget(mine);
        mine.controller.abort(signal.reason);
      });
      mine.result.then(resolve, reject).finally(unlisten);
    });
  };
}
