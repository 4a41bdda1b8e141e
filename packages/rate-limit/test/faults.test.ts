import type { Fetch } from '@kaiten-sdk/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore, rateLimit } from '../src/index.js';
import { type Delays, virtualServer } from './virtual-server.js';
import { VirtualTime } from './virtual-time.js';

/** What happens to one call. Times are in milliseconds. */
interface Fate {
  /** The time of the call. */
  readonly at: number;
  readonly delays: Delays;
  readonly end: 'answer' | 'failure' | 'throw';
  readonly abortsAfter: number | undefined;
  readonly priority: number;
}

const fateOf = (delays: fc.Arbitrary<Delays>, latest: number): fc.Arbitrary<Fate> =>
  fc.record({
    at: fc.integer({ min: 0, max: latest }),
    delays,
    end: fc.oneof(
      { weight: 8, arbitrary: fc.constant('answer' as const) },
      { weight: 1, arbitrary: fc.constantFrom('failure' as const, 'throw' as const) },
    ),
    abortsAfter: fc.option(fc.integer({ min: 0, max: 3_000 }), { freq: 2, nil: undefined }),
    priority: fc.integer({ min: -2, max: 2 }),
  });

const anyDelays = fc.record({
  before: fc.double({ min: 0, max: 900, noNaN: true }),
  after: fc.double({ min: 0, max: 900, noNaN: true }),
});
const sameDelays = (before: number, after: number) => fc.constant({ before, after });

describe('with random delays, failures and aborts', () => {
  it('the server never counts more than five in any second', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fateOf(anyDelays, 4_000), { maxLength: 40 }), (fates) =>
        // Any round trip may be the shortest, so none is subtracted.
        expectOrder(fates, { learnsRoundTrip: false }),
      ),
      { numRuns: 100 },
    ));

  it('the same holds if the shortest round trip is subtracted', () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
          .chain(([before, after]) =>
            fc.array(fateOf(sameDelays(before, after), 500), { minLength: 25, maxLength: 40 }),
          ),
        (fates) => expectOrder(fates),
      ),
      { numRuns: 100 },
    ));
});

async function expectOrder(fates: readonly Fate[], { learnsRoundTrip = true } = {}) {
  const time = new VirtualTime();
  const fateOfUrl = (url: string): Partial<Fate> => fates[Number(url)] ?? {};
  const server = virtualServer(time, {
    limit: Number.POSITIVE_INFINITY,
    delays: (url) => fateOfUrl(url).delays ?? { before: 0, after: 0 },
  });
  const faulty: Fetch = (input, init) => {
    const { end } = fateOfUrl(String(input));
    if (end === 'throw') throw new TypeError('thrown');
    const answer = server.fetch(input, init);
    return end === 'failure' ? answer.then(() => Promise.reject(new TypeError('reset'))) : answer;
  };
  const store = { ...memoryStore(time), learnsRoundTrip };
  const limited = rateLimit(faulty, { clock: time, key: () => 'k', store });

  let settled = 0;
  const end = (): void => {
    settled += 1;
  };
  for (const [index, { at, abortsAfter, priority }] of fates.entries()) {
    const controller = new AbortController();
    const { signal } = controller;
    time.setTimer(() => {
      if (abortsAfter !== undefined) time.setTimer(() => controller.abort(), abortsAfter);
      limited(String(index), { signal, call: { priority } }).then(end, end);
    }, at);
  }
  await time.pass();

  expect(settled).toBe(fates.length);
  expect(mostInASecond(server.counted)).toBeLessThanOrEqual(5);
  await time.pass(7_000);
  // No permit is lost: after an idle time, five calls are sent at once.
  const before = server.exchanges.length;
  await Promise.all(Array.from({ length: 5 }, () => limited('quiet')));
  expect(server.exchanges.length - before).toBe(5);
  expect(time.timers).toBe(0);
}

function mostInASecond(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((end) => sorted.filter((at) => at <= end && at > end - 1_000).length),
  );
}
