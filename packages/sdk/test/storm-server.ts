import { type Clock, type Fetch, onAbort } from '@kaiten-sdk/core';
import { type Fault, simulatedServer } from '../../retry/test/simulated-weather.js';

/** Milliseconds from sending to counting, and from there to the answer. */
export interface Delays {
  readonly before: number;
  readonly after: number;
}

/**
 * A server in memory for many calls at once: the last part of a path says which, and with it what
 * happens to its requests, one after the other. What was sent arrives and is counted, also where the
 * caller has gone away.
 */
export function stormServer(clock: Clock, { before, after }: Delays, faults: readonly Fault[][]) {
  const calls = faults.map(simulatedServer);
  const counted: number[] = [];
  let onTheWay = 0;

  const travel = (ms: number, end: () => void): void => {
    onTheWay += 1;
    clock.setTimer(() => {
      onTheWay -= 1;
      end();
    }, ms);
  };

  const fetch: Fetch = (input, init) => {
    const signal = init?.signal as AbortSignal;
    return new Promise((resolve, reject) => {
      const unlisten = onAbort(signal, () => reject(signal.reason));
      travel(before, () => {
        counted.push(clock.monotonic());
        const call = calls[Number(String(input).split('/').at(-1))];
        const answer = call?.fetch(input, init) as Promise<Response>;
        // Nobody takes it where the caller has gone away.
        answer.catch(() => {});
        travel(after, () => {
          unlisten();
          resolve(answer);
        });
      });
    });
  };
  return {
    fetch,
    calls,
    /** When each request was counted, in milliseconds. */
    counted,
    /** Timers that are set for requests and answers. */
    onTheWay: () => onTheWay,
  };
}
