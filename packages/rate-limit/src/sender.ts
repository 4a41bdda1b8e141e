import { answerOf, type Fetch } from '@kaiten-sdk/core';
import { remainingOf, resetOf } from './headers.js';
import type { Settings } from './options.js';
import { RoundTrip } from './round-trip.js';
import { tell } from './tell.js';
import { Weather } from './weather.js';

export interface SenderContext {
  readonly key: string;
  readonly fetch: Fetch;
  readonly settings: Settings;
  /** How many calls wait. */
  readonly queued: () => number;
  /** A call has ended: its permit is settled, and its answer was heeded. */
  readonly onEnd: () => void;
}

/** Sends the calls of one key that have a permit, and learns from their answers. */
export class Sender {
  granted = 0;
  inFlight = 0;
  readonly weather: Weather;
  readonly #context: SenderContext;
  readonly #roundTrip = new RoundTrip();

  constructor(context: SenderContext) {
    const { window, maxPause, rule } = context.settings;
    this.weather = new Weather(window, maxPause, rule.cap);
    this.#context = context;
  }

  async send(permit: string, ...call: Parameters<Fetch>): Promise<Response> {
    // As a method call it would have a `this`, which the `fetch` of browsers refuses.
    const { fetch, settings } = this.#context;
    const sent = settings.clock.monotonic();
    const wasWarm = this.#roundTrip.isWarm(sent);
    this.granted += 1;
    this.inFlight += 1;
    this.weather.onSent(sent);
    let response: Response | undefined;
    try {
      response = await fetch(...call);
      return response;
    } finally {
      const now = settings.clock.monotonic();
      this.inFlight -= 1;
      this.weather.onEnded(sent);
      if (response) this.#roundTrip.learn(now - sent, wasWarm, now);
      this.settle(permit, response && settings.store.learnsRoundTrip ? this.#roundTrip.safe : 0);
      if (response) this.#heed(response, sent, now);
      this.#context.onEnd();
    }
  }

  settle(permit: string, ago: number): void {
    const { key, settings } = this.#context;
    settings.store.settle(key, permit, settings.rule, ago);
  }

  #heed(response: Response, sent: number, now: number): void {
    if (response.status === 429) {
      this.#pause(response, sent, now);
    } else {
      this.weather.onAccepted(sent);
      this.#restrict(response.headers);
    }
  }

  #pause(response: Response, sent: number, now: number): void {
    const { key, settings, queued } = this.#context;
    const isLonger = this.weather.onRefused(response.headers, sent, now, settings.clock.wall());
    const pause = this.weather.pausedUntil - now;
    answerOf(response).pause = pause;
    if (!isLonger) return;
    settings.store.pause(key, pause);
    tell(settings.onPause, { key, pause, queued: queued() });
  }

  #restrict(headers: Headers): void {
    const { key, settings } = this.#context;
    const remaining = remainingOf(headers);
    if (remaining === undefined || remaining >= settings.rule.limit) return;
    const reset = resetOf(headers, settings.clock.wall());
    if (!reset) return;
    // What may be mere rounding must not idle anybody.
    const wait = Math.min(reset.wait - (reset.isRounded ? 1_000 : 0), settings.maxPause);
    if (wait > 0) settings.store.restrict?.(key, remaining, wait);
  }
}
