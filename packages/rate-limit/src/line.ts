import type { FetchArguments } from '@kaiten-sdk/core';
import type { WaitEvent } from './options.js';

/** A call in the queue. */
export interface Waiter {
  readonly call: FetchArguments;
  /** The higher leaves first; among equals, who came first. */
  readonly rank: number;
  /** Ends the wait, and with it what the signal does to it, before the answer is asked for. */
  readonly end: (answer: () => Promise<Response>) => void;
  /** What is told of it, once, if it has to wait. */
  told: Pick<WaitEvent, 'operationId' | 'attempt'> | undefined;
}

/** Puts a call behind all of its rank and above, and returns how many that are. */
export function join(line: Waiter[], waiter: Waiter): number {
  const ahead = line.findLastIndex(({ rank }) => rank >= waiter.rank) + 1;
  line.splice(ahead, 0, waiter);
  return ahead;
}
