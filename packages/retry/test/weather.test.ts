import { isKaitenError, responseInfoOf } from '@kaiten-sdk/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retry, timeout } from '../src/index.js';
import { SAFE, scripts, simulatedServer } from './simulated-weather.js';
import { countingSignal, testClock } from './test-clock.js';

it('repeats no write, settles, and leaves nothing open under random faults', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const clock = testClock();
      const { controller, signal, listeners } = countingSignal();
      const server = simulatedServer(script.faults);
      const send = retry(timeout(server.fetch, { clock }), {
        ...script,
        clock,
        random: () => script.random,
      });
      const { abortAfter = Number.POSITIVE_INFINITY } = script;
      const timer = clock.setTimer(() => controller.abort('enough'), abortAfter);
      const { method, repeatable } = script;
      const body = SAFE.includes(method) ? undefined : 'content';
      const result = await clock.settle(send('http://x/cards', { method, body, signal }));

      if (!(repeatable ?? SAFE.includes(method))) expect(server.acted()).toBeLessThanOrEqual(1);
      expect(server.sent()).toBeLessThanOrEqual(repeatable === false ? 1 : script.maxAttempts);
      if (result.status === 'rejected') {
        expect(isKaitenError(result.reason) && result.reason.attempts).toHaveLength(server.sent());
      } else {
        expect(responseInfoOf(result.value).attempts).toHaveLength(server.sent());
        const { value } = result;
        await clock.settle<unknown>(
          script.readsBody ? value.text() : (value.body?.cancel() ?? Promise.resolve()),
        );
      }
      clock.clearTimer(timer);
      expect({ timers: clock.pending(), listeners: listeners() }).toEqual({
        timers: 0,
        listeners: 0,
      });
    }),
    { numRuns: 2000 },
  );
}, 20_000);
