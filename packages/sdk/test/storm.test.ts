import { type Fetch, isKaitenError } from '@kaiten-sdk/core';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { retry, timeout } from '@kaiten-sdk/retry';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SAFE, scripts, simulatedServer } from '../../retry/test/simulated-weather.js';
import { countingSignal, testClock } from '../../retry/test/test-clock.js';

test('in ten thousand storms no write is done twice, no permit lost, nothing left behind', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async ({ random, ...script }) => {
      const clock = testClock();
      const { controller, signal, listeners } = countingSignal();
      const server = simulatedServer(script.faults);
      let passed: Fetch = server.fetch;
      const limited = rateLimit(
        timeout((input, init) => passed(input, init), { clock }),
        { clock, key: () => 'one', limit: 2 },
      );
      const send = retry(limited, { ...script, clock, random: () => random });
      const { abortAfter = Number.POSITIVE_INFINITY, method, repeatable } = script;
      const timer = clock.setTimer(() => controller.abort('enough'), abortAfter);
      const body = SAFE.includes(method) ? undefined : 'content';
      const result = await clock.settle(send('http://x/cards', { method, body, signal }));

      if (!(repeatable ?? SAFE.includes(method))) expect(server.acted()).toBeLessThanOrEqual(1);
      expect(server.sent()).toBeLessThanOrEqual(repeatable === false ? 1 : script.maxAttempts);
      if (result.status === 'rejected') expect(isKaitenError(result.reason)).toBe(true);
      else await clock.settle<unknown>(result.value.body?.cancel() ?? Promise.resolve());
      clock.clearTimer(timer);

      passed = async () => new Response(null, { status: 204 });
      const later = Promise.all([limited('http://x/1'), limited('http://x/2')]);
      expect((await clock.settle(later)).status).toBe('fulfilled');
      expect(limited.stats().one).toMatchObject({ queued: 0, inFlight: 0 });
      expect({ timers: clock.pending(), listeners: listeners() }).toEqual({
        timers: 0,
        listeners: 0,
      });
    }),
    { numRuns: 10_000 },
  );
}, 60_000);
