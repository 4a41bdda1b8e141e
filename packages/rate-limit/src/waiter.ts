import { type CallInit, errorOfSignal } from '@kaiten-sdk/core';
import type { Standing } from './line.js';

/** A call in the queue. */
export interface Waiter extends Standing {
  readonly input: string | URL | Request;
  readonly init: CallInit | undefined;
  /** Ends the wait with an answer to come, or an error. */
  readonly resolve: (answer: Promise<Response>) => void;
  readonly reject: (error: unknown) => void;
  isAnnounced: boolean;
}

export function signalOf(input: string | URL | Request, init?: CallInit): AbortSignal | undefined {
  return init?.signal ?? (input instanceof Request ? input.signal : undefined);
}

/** Lets a call wait. `join` gets it for the queue, `leave` when its signal ends the wait. */
export function waitInLine(
  input: string | URL | Request,
  init: CallInit | undefined,
  { join, leave }: { join: (waiter: Waiter) => void; leave: (waiter: Waiter) => void },
): Promise<Response> {
  const signal = signalOf(input, init);
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      if (signal) reject(errorOfSignal(signal));
      leave(waiter);
    };
    const deaf = (): void => signal?.removeEventListener('abort', abort);
    const waiter: Waiter = {
      input,
      init,
      rank: rankOf(init),
      isAnnounced: false,
      resolve(answer) {
        deaf();
        resolve(answer);
      },
      reject(error) {
        deaf();
        reject(error);
      },
    };
    signal?.addEventListener('abort', abort, { once: true });
    join(waiter);
  });
}

/** What was tried already goes before whatever was not. */
function rankOf(init: CallInit | undefined): number {
  const { attempt = 1, priority = 0 } = init?.call ?? {};
  return attempt > 1 ? Number.POSITIVE_INFINITY : priority;
}
