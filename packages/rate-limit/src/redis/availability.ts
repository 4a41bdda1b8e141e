import { ConnectionError, systemClock } from '@kaiten-sdk/core';

/** Milliseconds after a failure until Redis is probed again. */
export const PROBE_INTERVAL = 1_000;

interface AvailabilityOptions {
  /** Milliseconds to wait for a reply. */
  readonly timeout: number;
  readonly onDown: (error: ConnectionError) => void;
  /** Runs when Redis replies again, before it is used. */
  readonly beforeUp: () => Promise<unknown>;
}

/** Detects when Redis becomes unavailable, and when it is available again. */
export class RedisAvailability {
  readonly #options: AvailabilityOptions;
  #failure: unknown;
  #isUp = true;
  #isProbing = false;
  #probeAt = 0;

  constructor(options: AvailabilityOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Why Redis is unavailable. A new error each time, because callers add details of their call. */
  error(): ConnectionError {
    const { message, code } = this.#failure as Error & { code?: string };
    // The error of Node has a code and no message if all addresses of a name refuse the connection.
    const reason = message || code || String(this.#failure);
    return new ConnectionError(
      `Redis, which stores the rate limit, is unavailable: ${reason}; nothing was sent`,
      { cause: this.#failure },
    );
  }

  /**
   * Waits for a reply.
   *
   * @param onLate Receives a reply that arrives after the timeout.
   * @throws ConnectionError if the command fails or takes longer than the timeout.
   */
  async ask<T>(reply: Promise<T>, onLate: (reply: T) => void): Promise<T> {
    try {
      return await withTimeout(this.#options.timeout, reply, (value) => {
        this.#probeAt = 0;
        onLate(value);
      });
    } catch (failure) {
      this.#failure = failure;
      this.#probeAt = systemClock.monotonic() + PROBE_INTERVAL;
      if (this.#isUp) {
        this.#isUp = false;
        this.#options.onDown(this.error());
      }
      throw this.error();
    }
  }

  /**
   * Checks whether Redis is available again, unless it was checked recently. Only called when Redis is
   * needed, so that it does not keep an idle process running.
   */
  probe(ping: () => Promise<unknown>): void {
    if (this.#isProbing || systemClock.monotonic() < this.#probeAt) return;
    void this.#probe(ping());
  }

  async #probe(reply: Promise<unknown>): Promise<void> {
    const { timeout, beforeUp } = this.#options;
    this.#isProbing = true;
    try {
      await withTimeout(timeout, reply);
      await withTimeout(timeout, beforeUp());
      this.#isUp = true;
    } catch (failure) {
      this.#failure = failure;
      // One probe at a time, however late: clients without a connection queue their commands.
      this.#probeAt = await reply.then(
        () => 0,
        () => systemClock.monotonic() + PROBE_INTERVAL,
      );
    } finally {
      this.#isProbing = false;
    }
  }
}

/** @throws Error after `ms` milliseconds. A reply that arrives later is passed to `onLate`. */
function withTimeout<T>(ms: number, reply: Promise<T>, onLate?: (reply: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const giveUp = () => {
      isLate = true;
      reject(new Error(`no reply within ${ms} ms`));
    };
    // If this process was blocked, a reply that has arrived is read only in the next turn.
    let timer = setTimeout(() => {
      timer = setTimeout(giveUp, 1);
    }, ms);
    reply.then(
      (value) => {
        clearTimeout(timer);
        if (isLate) onLate?.(value);
        else resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
