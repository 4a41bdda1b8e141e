import { ConnectionError, systemClock } from '@kaiten-sdk/core';
import { within } from './within.js';

/** Milliseconds after which a Redis that refused is asked again. */
export const PROBE_INTERVAL = 1_000;

interface LinkOptions {
  /** Milliseconds that an answer may take. */
  readonly timeout: number;
  readonly onDown: (error: ConnectionError) => void;
  /** What has to be done in Redis before it is used again. */
  readonly beforeUp: () => Promise<unknown>;
}

/** Knows whether Redis answers, and finds out when it does again. */
export class Link {
  readonly #options: LinkOptions;
  #failure: unknown;
  #isUp = true;
  #isProbing = false;
  #probeAt = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Why Redis is not used now. A new error each time: callers note on it what they were doing. */
  error(): ConnectionError {
    return new ConnectionError(
      `Redis, which holds the rate limit, is unavailable: ${reasonOf(this.#failure)}; nothing was sent`,
      { cause: this.#failure },
    );
  }

  /** @throws ConnectionError when Redis refuses, or takes too long. */
  async ask<T>(answer: Promise<T>, late: (answer: T) => void): Promise<T> {
    try {
      return await within(this.#options.timeout, answer, (value) => {
        this.#probeAt = 0;
        late(value);
      });
    } catch (failure) {
      this.#goDown(failure);
      throw this.error();
    }
  }

  /**
   * Sees whether Redis answers again, unless it was seen just now. Only whoever needs Redis calls
   * it, so that a program that is done with its work is not kept awake.
   */
  probe(ping: () => Promise<unknown>): void {
    if (this.#isProbing || systemClock.monotonic() < this.#probeAt) return;
    void this.#probe(ping());
  }

  async #probe(answer: Promise<unknown>): Promise<void> {
    const { timeout, beforeUp } = this.#options;
    this.#isProbing = true;
    try {
      await within(timeout, answer);
      await within(timeout, beforeUp());
      this.#isUp = true;
    } catch (failure) {
      this.#failure = failure;
      // One probe at a time, however late: clients without a connection keep commands for later.
      this.#probeAt = await answer.then(
        () => 0,
        () => systemClock.monotonic() + PROBE_INTERVAL,
      );
    } finally {
      this.#isProbing = false;
    }
  }

  #goDown(failure: unknown): void {
    this.#failure = failure;
    this.#probeAt = systemClock.monotonic() + PROBE_INTERVAL;
    if (!this.#isUp) return;
    this.#isUp = false;
    this.#options.onDown(this.error());
  }
}

/** Node refuses with an error that has a code and no message where a name has several addresses. */
function reasonOf(failure: unknown): string {
  const { message, code } = failure as Error & { code?: string };
  return message || code || String(failure);
}
