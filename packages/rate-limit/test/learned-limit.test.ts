import type { Fetch } from '@kaiten-sdk/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LimitEvent, memoryStore, type RateLimitOptions, rateLimit } from '../src/index.js';
import { announcingServer, keepCalling } from './announcing-server.js';
import { EPOCH, VirtualTime } from './virtual-time.js';

const MINUTE = 60_000;

interface Scenario {
  readonly limit: number;
  readonly announce?: string | undefined;
  /** Milliseconds, one way. */
  readonly delay?: number;
}

/** Simulates one minute of a client that always has calls to make. */
async function minuteOf(
  { limit, announce, delay = 0 }: Scenario,
  options: RateLimitOptions = {},
  time = new VirtualTime(),
) {
  const server = announcingServer(time, {
    limit: () => limit,
    announce: () => announce,
    delay: () => delay,
  });
  const events: LimitEvent[] = [];
  const onLimit = (event: LimitEvent) => void events.push(event);
  const limited = rateLimit(server.fetch, { clock: time, key: () => 'k', onLimit, ...options });
  await keepCalling(time, limited, { callers: 30 + limit, until: MINUTE });
  const accepted = server.accepted.filter((at) => at < MINUTE);
  const firstResponse = 2 * delay;
  return {
    use: accepted.length / (limit * 60),
    useOfFirstSecond: accepted.filter((at) => at < firstResponse + 1_000).length / limit,
    refused: server.refused,
    limits: events.map((event) => event.limit),
  };
}

describe("limit: 'auto'", () => {
  it.each([0, 5, 50])(
    'is fully used within a second of the first response, with a delay of %d ms',
    async (delay) => {
      const { use, useOfFirstSecond, refused, limits } = await minuteOf({
        limit: 50,
        announce: '50',
        delay,
      });
      expect(useOfFirstSecond).toBeGreaterThanOrEqual(0.95);
      expect(use).toBeGreaterThan(0.9);
      expect(refused).toEqual([]);
      expect(limits).toEqual([50]);
    },
  );

  it('follows the announced limit up and down', async () => {
    const time = new VirtualTime();
    const limitBy = (now: number) => [20, 4, 30][Math.floor(now / 20_000)] ?? 30;
    const server = announcingServer(time, { limit: limitBy, announce: (now) => `${limitBy(now)}` });
    const limited = rateLimit(server.fetch, { clock: time, key: () => 'k' });
    await keepCalling(time, limited, { callers: 40, until: MINUTE });
    const between = (from: number, to: number) =>
      server.accepted.filter((at) => at >= from && at < to).length;
    expect(between(5_000, 15_000)).toBeGreaterThanOrEqual(195);
    expect(between(25_000, 35_000)).toBeGreaterThanOrEqual(39);
    expect(between(45_000, 55_000)).toBeGreaterThanOrEqual(290);
    // The requests whose responses announce the lower limit.
    expect(server.refused.length).toBeLessThanOrEqual(2);
  });

  it.each<[string, Scenario, number]>([
    ['announces 3', { limit: 3, announce: '3' }, 2],
    ['announces 3, with a round trip of 100 ms', { limit: 3, announce: '3', delay: 50 }, 2],
    ['allows 3 and announces nothing', { limit: 3 }, 5],
    ['allows 3 and announces nothing, with a round trip of 100 ms', { limit: 3, delay: 50 }, 5],
    ['allows 1 and announces nothing', { limit: 1 }, 10],
    ['announces 50 and allows 10', { limit: 10, announce: '50' }, 6],
    [
      'announces 50 and allows 10, with a round trip of 100 ms',
      { limit: 10, announce: '50', delay: 50 },
      12,
    ],
    ['announces 100 and allows 2', { limit: 2, announce: '100' }, 8],
  ])('causes only a few 429s with a server that %s', async (_, scenario, most) => {
    const { use, refused } = await minuteOf(scenario);
    expect(refused.length).toBeLessThanOrEqual(most);
    expect(use).toBeGreaterThan(0.75);
  });

  it('tries a higher limit less and less often', async () => {
    const { refused } = await minuteOf({ limit: 3 });
    const later = refused.filter((at) => at > 1_000);
    const gaps = later.slice(1).map((at, index) => at - (later[index] as number));
    expect(gaps).toEqual([expect.closeTo(8_000, -2.5), expect.closeTo(32_000, -2.5)]);
  });

  it('rises again by one per step after a server refused requests for a while', async () => {
    const time = new VirtualTime();
    const server = announcingServer(time, {
      limit: (now) => (now < 5_000 ? 20 : now < 6_000 ? 5 : 20),
      announce: () => '20',
    });
    const limits: number[] = [];
    const onLimit = ({ limit }: LimitEvent) => void limits.push(limit);
    const limited = rateLimit(server.fetch, { clock: time, key: () => 'k', onLimit });
    await keepCalling(time, limited, { callers: 30, until: MINUTE });
    const lowered = limits[1] as number;
    expect(lowered).toBeLessThanOrEqual(15);
    const rising = Array.from({ length: 20 - lowered }, (_, index) => lowered + index + 1);
    expect(limits).toEqual([20, lowered, ...rising]);
  });

  it('is not lowered by a server that refuses all requests', async () => {
    const time = new VirtualTime();
    const server = announcingServer(time, {
      limit: (now) => (now < 5 * MINUTE ? 0 : 50),
      announce: () => '50',
    });
    const limited = rateLimit(server.fetch, { clock: time, key: () => 'k' });
    await keepCalling(time, limited, { callers: 100, until: 6 * MINUTE });
    expect(server.refused.length).toBeLessThan(310);
    const last10Seconds = server.accepted.filter((at) => at > 350_000 && at < 360_000);
    expect(last10Seconds.length).toBeGreaterThan(480);
  });

  it('does not change if the option is a number', async () => {
    const { limits, use } = await minuteOf({ limit: 50, announce: '50' }, { limit: 10 });
    expect(limits).toEqual([]);
    expect(use).toBeCloseTo(0.2, 2);
    const store = { ...memoryStore(), learn: () => expect.unreachable() };
    const limited = rateLimit(async () => new Response(null, { status: 429 }), { limit: 2, store });
    await limited('http://x/');
  });

  it('returns to the initial limit when the server stops announcing one', async () => {
    const time = new VirtualTime();
    const server = announcingServer(time, {
      limit: () => 20,
      announce: (now) => (now < 5_000 ? '1' : undefined),
    });
    const events: LimitEvent[] = [];
    const onLimit = (event: LimitEvent) => void events.push(event);
    const limited = rateLimit(server.fetch, { clock: time, key: () => 'k', onLimit });
    await keepCalling(time, limited, { callers: 20, until: MINUTE });
    expect(events.map(({ limit }) => limit)).toEqual([1, 5]);
    const late = server.accepted.filter((at) => at >= 30_000 && at < 40_000);
    expect(late.length).toBeGreaterThanOrEqual(45);
  });

  it('stays at the initial limit with a store that cannot learn', async () => {
    const time = new VirtualTime();
    const { learn: _, ...store } = memoryStore(time);
    const { limits, use } = await minuteOf({ limit: 50, announce: '50' }, { store }, time);
    expect(limits).toEqual([]);
    expect(use).toBeLessThan(0.11);
  });
});

describe('X-RateLimit-Limit', () => {
  async function eventsAfter(headers: HeadersInit, options: RateLimitOptions = {}) {
    const time = new VirtualTime();
    const events: LimitEvent[] = [];
    const onLimit = (event: LimitEvent) => void events.push(event);
    const fetch: Fetch = async () => new Response(null, { headers });
    const limited = rateLimit(fetch, { clock: time, key: () => 'k', onLimit, ...options });
    for (let call = 0; call < 4; call += 1) await limited('http://x/');
    expect(limited.stats()).toMatchObject({ k: { limit: events[0]?.limit ?? 5 } });
    return events;
  }

  const header = (...values: string[]): [string, string][] =>
    values.map((value) => ['x-ratelimit-limit', value]);

  it.each([
    ['0'],
    ['-5'],
    ['5.5'],
    ['1e2'],
    ['0x10'],
    ['many'],
    ['Infinity'],
    ['NaN'],
    [''],
    ['50;w=1'],
    ['5 5'],
    ['1001'],
    ['99999999999999999999'],
    ['5', '5'],
    ['50', '3'],
  ])('is ignored and reported once as %j', async (...values) => {
    const ignored = values.join(', ');
    expect(await eventsAfter(header(...values))).toEqual([{ key: 'k', limit: 5, ignored }]);
  });

  it('is ignored if its window is longer', async () => {
    const reset: [string, string] = ['x-ratelimit-reset', `${EPOCH / 1_000 + 60}`];
    expect(await eventsAfter([...header('300'), reset])).toMatchObject([{ ignored: '300' }]);
    const soon: [string, string] = ['x-ratelimit-reset', `${EPOCH / 1_000 + 2}`];
    expect(await eventsAfter([...header('50'), soon])).toEqual([{ key: 'k', limit: 50 }]);
  });

  it('is bounded by maxLimit, even below the initial limit', async () => {
    expect(await eventsAfter(header('1000'))).toEqual([{ key: 'k', limit: 100 }]);
    const maxLimit = 20;
    expect(await eventsAfter(header('50'), { maxLimit })).toEqual([{ key: 'k', limit: 20 }]);
    const events = await eventsAfter(header('201'), { maxLimit });
    expect(events).toEqual([{ key: 'k', limit: 5, ignored: '201' }]);
    const few = rateLimit(async () => new Response(), { maxLimit: 2.9, key: () => 'k' });
    await few('http://x/');
    expect(few.stats()).toMatchObject({ k: { limit: 2 } });
  });

  it('is ignored if a later request already had a response', async () => {
    const time = new VirtualTime();
    const fetch: Fetch = async (input) => {
      const [delay, limit] = String(input).split(':');
      await time.sleep(Number(delay));
      return new Response(null, { headers: header(limit as string) });
    };
    const limited = rateLimit(fetch, { clock: time, key: () => 'k' });
    void limited('500:50');
    await time.pass(1);
    void limited('10:7');
    await time.pass(600);
    void limited('5000:9');
    await time.pass(1);
    expect(limited.stats()).toMatchObject({ k: { limit: 7 } });
    await time.pass();
  });
});

/** The behaviour of a server for some time. */
const phase = fc.record({
  limit: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 60 })),
  announce: fc.oneof(
    { weight: 4, arbitrary: fc.constant('truth' as const) },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 120 }).map(String) },
    { weight: 1, arbitrary: fc.constantFrom('0', '-1', '5, 5', '1e3', '36000', 'soon', '') },
  ),
  ms: fc.integer({ min: 200, max: 12_000 }),
});

const weather = fc.record({
  phases: fc.array(phase, { minLength: 1, maxLength: 6 }),
  /** Random delays, or a constant one. */
  delays: fc.oneof(
    fc.integer({ min: 0, max: 200 }).map((ms) => [ms]),
    fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 20 }),
  ),
  callers: fc.integer({ min: 1, max: 120 }),
});

describe('a server that changes its limit, with and without a header', () => {
  it(
    'never gets more requests in a second than the limit allowed, and returns few 429s',
    () =>
      fc.assert(
        fc.asyncProperty(weather, async ({ phases, delays, callers }) => {
          const time = new VirtualTime();
          const ends = phases.map((_, index) =>
            phases.slice(0, index + 1).reduce((sum, { ms }) => sum + ms, 0),
          );
          const until = ends.at(-1) ?? 0;
          const phaseAt = (now: number) =>
            phases[ends.findIndex((end) => end > now)] ?? phases.at(-1);
          let sent = 0;
          const server = announcingServer(time, {
            limit: (now) => phaseAt(now)?.limit ?? 0,
            announce: (now) => {
              const { limit, announce } = phaseAt(now) ?? {};
              return announce === 'truth' ? String(limit) : announce;
            },
            delay: () => {
              sent += 1;
              return delays[sent % delays.length] as number;
            },
          });
          /** In the order of sending. */
          const requests: { limit: number; counted: number }[] = [];
          const isSteady = delays.length === 1;
          const limited = rateLimit(
            async (...call) => {
              const request = { limit: limited.stats().k?.limit ?? 0, counted: Infinity };
              requests.push(request);
              const before = time.monotonic();
              const response = await server.fetch(...call);
              request.counted = (before + time.monotonic()) / 2;
              return response;
            },
            {
              clock: time,
              key: () => 'k',
              // With random delays any may be the shortest, so none is subtracted.
              store: { ...memoryStore(time), learnsRoundTrip: isSteady },
            },
          );
          await keepCalling(time, limited, { callers, until });

          for (const [index, { limit, counted }] of requests.entries()) {
            const others = requests.slice(Math.max(0, index - 400), index);
            const inWindow = others.filter((other) => other.counted > counted - 1_000).length;
            expect(inWindow).toBeLessThan(limit);
          }
          // Each pause stops further requests: only requests in flight can be refused.
          const roundTrip = 2 * Math.max(...delays);
          // The first five, what late timers catch up on, and the requests in flight.
          const onTheWay = 5 + 50 / 7.5 + roundTrip / 7.5 + 1;
          for (const at of server.refused) {
            const together = server.refused.filter((other) => other >= at && other < at + 1_000);
            expect(together.length).toBeLessThanOrEqual(onTheWay);
          }
          expect(time.timers).toBe(0);
        }),
        { numRuns: 150 },
      ),
    60_000,
  );
});
