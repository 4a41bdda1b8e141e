import { type Fetch, resetOf, type Sending } from '@kaiten-sdk/core';
import type { Settings } from './options.js';
import { roundTripOf } from './round-trip.js';
import { weatherOf } from './weather.js';

/**
 * Sends the calls of one key that have a permit, and learns from their answers.
 *
 * @param onEnd Told of each end, and of how many ms nothing is sent where a pause begins with it.
 */
export function senderOf(
  key: string,
  fetch: Fetch,
  settings: Settings,
  onEnd: (pause: number | undefined) => void,
) {
  const { clock, store, rule, maxPause } = settings;
  const { isWarm, learn, safe } = roundTripOf();
  const { blockedFor, onSent, onEnded, stats } = weatherOf(settings);
  let granted = 0;
  let inFlight = 0;

  const restrict = (headers: Headers): void => {
    const remaining = Number.parseInt(headers.get('x-ratelimit-remaining') ?? '', 10);
    const { wait, rounding } = resetOf(headers, clock.wall());
    // What may be mere rounding must not idle anybody.
    const ms = Math.min(wait - rounding, maxPause);
    if (remaining < rule.limit && ms > 0) store.restrict?.(key, remaining, ms);
  };

  return {
    blockedFor,
    isIdle: () => !inFlight && blockedFor() <= 0,
    stats: () => ({ granted, inFlight, ...stats() }),
    async send(permit: string, call: Sending): Promise<Response> {
      const sent = clock.monotonic();
      const wasWarm = isWarm(sent);
      granted += 1;
      inFlight += 1;
      onSent(sent);
      let response: Response | undefined;
      try {
        response = await fetch(...call);
        return response;
      } finally {
        const now = clock.monotonic();
        inFlight -= 1;
        if (response) learn(sent, now, wasWarm);
        store.settle(key, permit, rule, response && store.learnsRoundTrip ? safe() : 0);
        const pause = onEnded(sent, now, response);
        if (pause) store.pause(key, pause);
        else if (response) restrict(response.headers);
        onEnd(pause);
      }
    },
  };
}
