import { errorOfSignal, onAbort } from '@kaiten-sdk/core';

interface Asked<Answer> {
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
  /** How many came for it, less those who left before it was there. */
  wanted: number;
  isThere: boolean;
}

/**
 * An answer that many want, and that is asked for once. Who gives a signal may leave by it while the
 * answer is on its way; when all have left, it is aborted. After a failure it is asked for anew.
 */
export function shared<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
): (signal?: AbortSignal) => Promise<Answer> {
  let asked: Asked<Answer> | undefined;

  function begin(): Asked<Answer> {
    const controller = new AbortController();
    const begun = { answer: ask(controller.signal), controller, wanted: 0, isThere: false };
    begun.answer.then(
      () => {
        begun.isThere = true;
      },
      () => forget(begun),
    );
    return begun;
  }

  function forget(one: Asked<Answer>): void {
    if (asked === one) asked = undefined;
  }

  return async (signal) => {
    if (!asked && signal?.aborted) throw errorOfSignal(signal);
    asked ??= begin();
    const mine = asked;
    mine.wanted += 1;
    if (!signal || mine.isThere) return mine.answer;
    return new Promise((resolve, reject) => {
      const stay = onAbort(signal, () => {
        mine.wanted -= 1;
        if (mine.wanted > 0) return reject(errorOfSignal(signal));
        forget(mine);
        mine.controller.abort(signal.reason);
      });
      mine.answer.then(resolve, reject).finally(stay);
    });
  };
}
