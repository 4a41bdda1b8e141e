import { type CallInit, errorOfSignal, type Fetch, QueueFullError } from '@kaiten-sdk/core';
import { Alarm } from './alarm.js';
import { Line } from './line.js';
import type { Settings } from './options.js';
import { Sender } from './sender.js';
import type { Grant } from './store.js';
import { tell } from './tell.js';
import { signalOf, type Waiter, waitInLine } from './waiter.js';

/** What happened under one key. */
export interface KeyStats {
  /** Calls that were let through. */
  readonly granted: number;
  /** Calls that wait. */
  readonly queued: number;
  /** Calls without an answer yet. */
  readonly inFlight: number;
  /** Answers of status 429. */
  readonly refused: number;
  /** Milliseconds since the epoch when the pause ends; absent when there is none. */
  readonly pausedUntil?: number;
}

/** The calls of one key. Only the first in line asks the store, and one timer wakes it. */
export class Lane {
  readonly #key: string;
  readonly #settings: Settings;
  readonly #sender: Sender;
  readonly #line = new Line<Waiter>();
  readonly #alarm: Alarm;
  #isAsking = false;
  /** A call ended while the store was asked, so that its answer may be out of date. */
  #isOutdated = false;

  constructor(key: string, fetch: Fetch, settings: Settings) {
    this.#key = key;
    this.#settings = settings;
    this.#alarm = new Alarm(settings.clock, () => this.#goOn());
    this.#sender = new Sender({
      key,
      fetch,
      settings,
      queued: () => this.#line.size,
      onEnd: () => this.#goOn(),
    });
  }

  get isIdle(): boolean {
    return this.#line.size === 0 && this.#sender.inFlight === 0 && this.#blockedFor() <= 0;
  }

  stats(): KeyStats {
    const { granted, inFlight, weather } = this.#sender;
    const { clock } = this.#settings;
    const left = weather.pausedUntil - clock.monotonic();
    return {
      granted,
      queued: this.#line.size,
      inFlight,
      refused: weather.refused,
      ...(left > 0 && { pausedUntil: clock.wall() + left }),
    };
  }

  run(...[input, init]: Parameters<Fetch>): Promise<Response> {
    const signal = signalOf(input, init);
    if (signal?.aborted) return Promise.reject(errorOfSignal(signal));
    const isFirst = this.#line.size === 0 && !this.#isAsking;
    const grant = isFirst ? this.#ask() : undefined;
    if (grant && 'permit' in grant) return this.#sender.send(grant.permit, input, init);
    if (this.#line.size >= this.#settings.maxQueued) return Promise.reject(this.#full(init));
    const answer = waitInLine(input, init, {
      join: (waiter) => this.#join(waiter),
      leave: (waiter) => this.#leave(waiter),
    });
    if (grant) this.#follow(grant);
    return answer;
  }

  #full(init: CallInit | undefined): QueueFullError {
    const { operationId, pathTemplate } = init?.call ?? {};
    return new QueueFullError(this.#settings.maxQueued, { operationId, pathTemplate });
  }

  #join(waiter: Waiter): void {
    this.#line.push(waiter);
    if (this.#alarm.isSet) this.#announce(waiter, this.#line.size - 1);
  }

  #leave(waiter: Waiter): void {
    this.#line.remove(waiter);
    if (this.#line.size === 0) this.#alarm.stop();
  }

  #goOn(): void {
    if (this.#isAsking) {
      this.#isOutdated = true;
      return;
    }
    this.#alarm.stop();
    let isGranted = true;
    while (isGranted && this.#line.size > 0) isGranted = this.#follow(this.#ask());
  }

  #ask(): Grant | Promise<Grant> {
    const wait = this.#blockedFor();
    if (wait > 0) return { wait };
    try {
      return this.#settings.store.take(this.#key, this.#settings.rule);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Returns whether the next may ask at once. */
  #follow(grant: Grant | Promise<Grant>): boolean {
    if (!('permit' in grant || 'wait' in grant)) {
      void this.#expect(grant);
      return false;
    }
    if ('permit' in grant) this.#give(grant.permit);
    else this.#sleep(grant.wait);
    return 'permit' in grant;
  }

  async #expect(asked: Promise<Grant>): Promise<void> {
    this.#isAsking = true;
    this.#isOutdated = false;
    let goesOn = true;
    try {
      const grant = await asked;
      goesOn = this.#follow(grant) || this.#isOutdated;
    } catch (error) {
      this.#line.shift()?.reject(error);
    }
    this.#isAsking = false;
    if (goesOn) this.#goOn();
  }

  #give(permit: string): void {
    // A pause may have begun, and everybody may have left, while the store was asked.
    const waiter = this.#blockedFor() > 0 ? undefined : this.#line.shift();
    if (waiter) waiter.resolve(this.#sender.send(permit, waiter.input, waiter.init));
    else this.#sender.settle(permit, this.#settings.rule.window);
  }

  #sleep(ms: number): void {
    const { head } = this.#line;
    if (!head) return;
    this.#alarm.set(ms);
    this.#announce(head, 0);
  }

  #announce(waiter: Waiter, ahead: number): void {
    if (waiter.isAnnounced) return;
    waiter.isAnnounced = true;
    const { limit, window } = this.#settings.rule;
    tell(this.#settings.onWait, {
      key: this.#key,
      wait: this.#alarm.left + Math.floor(ahead / limit) * window,
      queued: this.#line.size,
      operationId: waiter.init?.call?.operationId,
      attempt: waiter.init?.call?.attempt ?? 1,
    });
  }

  #blockedFor(): number {
    return this.#sender.weather.blockedUntil - this.#settings.clock.monotonic();
  }
}
