import { type CallInit, errorOfSignal, type Fetch } from '@kaiten-sdk/core';
import type { Standing } from './line.js';
import { onAbort } from './on-abort.js';

/** A call in the queue. */
export interface Waiter extends Standing {
  readonly call: Parameters<Fetch>;
  /** Ends the wait with an answer to come. */
  readonly end: (answer: Promise<Response>) => void;
  isAnnounced: boolean;
}

export function signalOf([input, init]: Parameters<Fetch>): AbortSignal | undefined {
  return init?.signal ?? (input instanceof Request ? input.signal : undefined);
}

/** Lets a call wait. `join` gets it for the queue, `leave` when its signal ends the wait. */
export function waitInLine(
  call: Parameters<Fetch>,
  join: (waiter: Waiter) => void,
  leave: (waiter: Waiter) => void,
): Promise<Response> {
  const signal = signalOf(call);
  return new Promise((resolve) => {
    const unlisten =
      signal &&
      onAbort(signal, () => {
        leave(waiter);
        waiter.end(Promise.reject(errorOfSignal(signal)));
      });
    const waiter: Waiter = {
      call,
      rank: rankOf(call[1]),
      isAnnounced: false,
      end(answer) {
        unlisten?.();
        resolve(answer);
      },
    };
    join(waiter);
  });
}

/** What was tried already goes before whatever was not. */
function rankOf(init: CallInit | undefined): number {
  const { attempt = 1, priority = 0 } = init?.call ?? {};
  return attempt > 1 ? Infinity : priority;
}
