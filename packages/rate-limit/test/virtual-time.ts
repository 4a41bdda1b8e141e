import type { Clock } from '@kaiten-sdk/core';

export const EPOCH = Date.UTC(2026, 0, 1);

/** A clock that tests control, with its pending timers. */
export class VirtualTime implements Clock {
  #now = 0;
  #skew = 0;
  #ids = 0;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();

  readonly monotonic = (): number => this.#now;
  readonly wall = (): number => EPOCH + this.#now + this.#skew;
  readonly setTimer = (callback: () => void, ms: number): number => {
    this.#ids += 1;
    this.#timers.set(this.#ids, { at: this.#now + ms, callback });
    return this.#ids;
  };
  readonly clearTimer = (timer: unknown): void => {
    this.#timers.delete(timer as number);
  };

  get timers(): number {
    return this.#timers.size;
  }

  /** Changes only the wall clock, as an operator or a time server does. */
  jump(ms: number): void {
    this.#skew += ms;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.setTimer(resolve, ms));
  }

  /** Advances the time by `ms`, or until no timer is left. */
  async pass(ms = Number.POSITIVE_INFINITY): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next.id);
      next.callback();
      await settled();
    }
    if (Number.isFinite(end)) this.#now = end;
  }

  #next(): { id: number; at: number; callback: () => void } | undefined {
    let first: { id: number; at: number; callback: () => void } | undefined;
    for (const [id, timer] of this.#timers) {
      if (!first || timer.at < first.at) first = { id, ...timer };
    }
    return first;
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
