import type { Fetch } from '@kaiten-sdk/core';
import { remainingOf, resetOf } from './headers.js';
import type { Settings } from './options.js';
import { roundTripOf } from './round-trip.js';
import { weatherOf } from './weather.js';

/** Sends the calls of one key that have a permit, and learns from their answers. */
export function senderOf(
  key: string,
  fetch: Fetch,
  settings: Settings,
  on: { pause: (ms: number) => void; end: () => void },
) {
  const { clock, store, rule, maxPause } = settings;
  const { isWarm, learn, safe } = roundTripOf();
  const weather = weatherOf(settings);
  let granted = 0;
  let inFlight = 0;

  const restrict = (headers: Headers): void => {
    const remaining = remainingOf(headers) ?? rule.limit;
    const reset = remaining < rule.limit && resetOf(headers, clock.wall());
    // What may be mere rounding must not idle anybody.
    const ms = reset ? Math.min(reset.wait - reset.rounding, maxPause) : 0;
    if (ms > 0) store.restrict?.(key, remaining, ms);
  };

  return {
    blockedFor: weather.blockedFor,
    pausedFor: weather.pausedFor,
    counts: () => ({ granted, inFlight, refused: weather.refused() }),
    async send(permit: string, ...call: Parameters<Fetch>): Promise<Response> {
      const sent = clock.monotonic();
      const wasWarm = isWarm(sent);
      granted += 1;
      inFlight += 1;
      weather.onSent(sent);
      let response: Response | undefined;
      try {
        response = await fetch(...call);
        return response;
      } finally {
        const now = clock.monotonic();
        inFlight -= 1;
        if (response) learn(sent, now, wasWarm);
        store.settle(key, permit, rule, response && store.learnsRoundTrip ? safe() : 0);
        if (weather.onEnded(sent, now, response)) on.pause(weather.pausedFor());
        else if (response) restrict(response.headers);
        on.end();
      }
    },
  };
}
