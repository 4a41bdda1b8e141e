import type { Clock } from '@kaiten-sdk/core';

// Longer ones fire at once.
const LONGEST_TIMER = 2 ** 31 - 1;

/** One timer, which may be set anew. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: unknown;
  #ringsAt = 0;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  /** Milliseconds until it rings. */
  get left(): number {
    return Math.max(0, this.#ringsAt - this.#clock.monotonic());
  }

  set(ms: number): void {
    this.stop();
    this.#ringsAt = this.#clock.monotonic() + ms;
    this.#timer = this.#clock.setTimer(
      () => {
        this.#timer = undefined;
        this.#ring();
      },
      Math.min(Math.ceil(ms), LONGEST_TIMER),
    );
  }

  stop(): void {
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
  }
}
