import { type Clock, type Fetch, isKaitenError, onAbort } from '@kaiten-sdk/core';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Fault, SAFE, scripts, simulatedServer } from '../../retry/test/simulated-weather.js';
import { countingSignal, testClock } from '../../retry/test/test-clock.js';
import { createKaiten } from '../src/index.js';

const WINDOW = 1_000;
/** After so many milliseconds no pause and no permit of before can hold. */
const QUIET = 70_000;

const instants = fc.integer({ min: 0, max: 3_000 });

/** Calls that share a client, and some of them a signal. All times are milliseconds. */
const storms = fc.record({
  calls: fc.array(
    fc.record({
      script: scripts,
      at: instants,
      signal: fc.constantFrom(undefined, 0, 1),
      priority: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  /** When each signal fires. */
  aborts: fc.array(fc.option(instants, { nil: Number.POSITIVE_INFINITY, freq: 2 }), {
    minLength: 2,
    maxLength: 2,
  }),
  limit: fc.integer({ min: 1, max: 2 }),
  maxQueued: fc.integer({ min: 1, max: 3 }),
  budget: fc.constantFrom(0, 1, 50),
  delays: fc.record({ before: fc.constantFrom(0, 5, 200), after: fc.constantFrom(0, 5, 200) }),
  timeout: fc.constantFrom(300, 1_500, 30_000),
  random: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Storm = typeof storms extends fc.Arbitrary<infer Value> ? Value : never;

let clock: ReturnType<typeof testClock>;
const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimer(resolve, ms));

// Not every layer of a client has an option for its clock: all take the platform's.
beforeEach(() => {
  const setTimeout: Clock['setTimer'] = (callback, ms) => clock.setTimer(callback, ms);
  const clearTimeout: Clock['clearTimer'] = (timer) => clock.clearTimer(timer);
  const performance = { now: () => clock.monotonic() };
  for (const [name, value] of Object.entries({ setTimeout, clearTimeout, performance }))
    vi.stubGlobal(name, value);
});
afterEach(() => vi.unstubAllGlobals());

test('in ten thousand storms no write is done twice, no permit lost, nothing left behind', async () => {
  await fc.assert(
    fc.asyncProperty(storms, async (storm) => {
      expect(await outcomeOf(storm)).toEqual({
        doneTwice: [],
        sentTooOften: [],
        foreignErrors: [],
        timers: 0,
        listeners: [0, 0],
        shortestWindow: WINDOW,
        waitAfterwards: 0,
        unanswered: 0,
      });
    }),
    { numRuns: 10_000 },
  );
}, 60_000);

async function outcomeOf({ calls, aborts, limit, maxQueued, delays, ...storm }: Storm) {
  clock = testClock();
  const faults = calls.map(({ script }) => script.faults);
  const server = stormServer(clock, delays, faults);
  let fetch: Fetch = server.fetch;
  const kaiten = createKaiten({
    baseUrl: 'http://x/api/latest',
    token: 'token',
    fetch: (...call) => fetch(...call),
    timeout: storm.timeout,
    retry: { budget: storm.budget, random: () => storm.random },
    rateLimit: { limit, maxQueued, key: () => 'one' },
  });
  const signals = aborts.map(() => countingSignal());
  const timers = signals.map(({ controller }, index) =>
    clock.setTimer(() => controller.abort('enough'), aborts[index] as number),
  );

  const sent = calls.map(async ({ script, at, signal = -1, priority }, index) => {
    const { method, deadline, maxAttempts, repeatable } = script;
    await wait(at);
    await kaiten.request(method, `/calls/${index}`, {
      body: SAFE.includes(method) ? undefined : 'content',
      signal: signals[signal]?.signal,
      deadline,
      priority,
      retry: { maxAttempts, repeatable },
    });
  });
  const ends = await clock.settle(Promise.allSettled(sent), 1);
  for (const timer of timers) clock.clearTimer(timer);
  const errors = (ends.status === 'fulfilled' ? ends.value : [ends]).flatMap((end) =>
    end.status === 'rejected' ? [end.reason] : [],
  );
  const left = {
    timers: clock.pending() - server.onTheWay(),
    listeners: signals.map(({ listeners }) => listeners()),
  };

  await clock.settle(wait(QUIET), 1);
  fetch = async () => new Response(null, { status: 204 });
  const quiet = clock.monotonic();
  const later = Array.from({ length: limit }, () => kaiten.request('GET', '/later'));
  await clock.settle(Promise.all(later), 1);
  const { queued = 0, inFlight = 0 } = kaiten.stats()?.one ?? {};

  return {
    ...left,
    doneTwice: calls.filter(
      ({ script: { method, repeatable = SAFE.includes(method) } }, index) =>
        !repeatable && (server.calls[index]?.acted() ?? 0) > 1,
    ),
    sentTooOften: calls.filter(
      ({ script: { maxAttempts, repeatable } }, index) =>
        (server.calls[index]?.sent() ?? 0) > (repeatable === false ? 1 : maxAttempts),
    ),
    foreignErrors: errors.filter((error) => !isKaitenError(error)),
    /** In which one more than the limit was counted, where that is less than a window. */
    shortestWindow: Math.min(
      WINDOW,
      ...server.counted.slice(limit).map((at, index) => at - (server.counted[index] as number)),
    ),
    waitAfterwards: clock.monotonic() - quiet,
    unanswered: queued + inFlight,
  };
}

/** Milliseconds from sending to counting, and from there to the answer. */
interface Delays {
  readonly before: number;
  readonly after: number;
}

/**
 * A server in memory for many calls at once: the last part of a path says which, and with it what
 * happens to its requests, one after the other. What was sent arrives and is counted, also where the
 * caller has gone away.
 */
function stormServer(clock: Clock, { before, after }: Delays, faults: readonly Fault[][]) {
  const calls = faults.map(simulatedServer);
  const counted: number[] = [];
  let onTheWay = 0;

  const travel = (ms: number, end: () => void): void => {
    onTheWay += 1;
    clock.setTimer(() => {
      onTheWay -= 1;
      end();
    }, ms);
  };

  const fetch: Fetch = (input, init) => {
    const signal = init?.signal as AbortSignal;
    return new Promise((resolve, reject) => {
      const unlisten = onAbort(signal, () => reject(signal.reason));
      travel(before, () => {
        counted.push(clock.monotonic());
        const call = calls[Number(String(input).split('/').at(-1))];
        const answer = call?.fetch(input, init) as Promise<Response>;
        // Nobody takes it where the caller has gone away.
        answer.catch(() => {});
        travel(after, () => {
          unlisten();
          resolve(answer);
        });
      });
    });
  };
  return {
    fetch,
    calls,
    /** When each request was counted, in milliseconds. */
    counted,
    /** Timers that are set for requests and answers. */
    onTheWay: () => onTheWay,
  };
}
