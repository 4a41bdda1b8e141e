import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@kaiten-sdk/core';

/** A clock whose time passes only while somebody waits for it. */
export function testClock() {
  const timers = new Map<number, { at: number; callback: () => void }>();
  let now = 0;
  let wallOffset = Date.UTC(2026, 0, 1);
  let lastId = 0;

  const clock: Clock = {
    monotonic: () => now,
    wall: () => now + wallOffset,
    setTimer: (callback, ms) => {
      lastId += 1;
      timers.set(lastId, { at: now + ms, callback });
      return lastId;
    },
    clearTimer: (id) => {
      timers.delete(id as number);
    },
  };

  const fireNext = (): boolean => {
    const [next] = [...timers]
      .filter(([, { at }]) => at < Number.POSITIVE_INFINITY)
      .sort(([, a], [, b]) => a.at - b.at);
    if (!next) return false;
    const [id, { at, callback }] = next;
    timers.delete(id);
    now = Math.max(now, at);
    callback();
    return true;
  };

  return {
    ...clock,
    /** Timers that are set now. */
    pending: () => timers.size,
    /** Moves the wall clock, as the user or the network does. */
    jump: (ms: number) => {
      wallOffset += ms;
    },
    /**
     * Lets time pass until the promise settles, and fails where nothing is left to wait for.
     *
     * @param turns Of the loop, after which nothing happens before time passes.
     */
    settle: async <T>(promise: Promise<T>, turns = 5): Promise<PromiseSettledResult<T>> => {
      let result: PromiseSettledResult<T> | undefined;
      Promise.allSettled([promise]).then(([settled]) => {
        result = settled;
      });
      for (;;) {
        // Bodies take more turns of the loop than there are microtasks in one.
        for (let turn = 0; turn < turns && !result; turn += 1) await setImmediate();
        if (result) return result;
        if (!fireNext()) throw new Error('The call is pending, and no timer is set');
      }
    },
  };
}

/** A signal that counts who listens to it. */
export function countingSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const held = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: EventListener) => {
    held.add(listener);
    add(type, listener);
  };
  signal.removeEventListener = (type: string, listener: EventListener) => {
    held.delete(listener);
    remove(type, listener);
  };
  return { controller, signal, listeners: () => held.size };
}
