import { isAbortError } from '@kaiten-sdk/core';
import { describe, expect, it } from 'vitest';
import { memoryStore, type RateLimitStore, rateLimit } from '../src/index.js';
import { virtualServer } from './virtual-server.js';
import { VirtualTime } from './virtual-time.js';

const RULE = { limit: 2, window: 1_000, permitTimeout: 5_000 };

describe('the memory store', () => {
  it('frees a permit one window after its request was counted', async () => {
    const time = new VirtualTime();
    const store = memoryStore(time);
    const permit = permitOf(store);
    permitOf(store);
    expect(store.take('k', RULE)).toEqual({ wait: 6_000, limit: 2 });
    await time.pass(200);
    store.settle('k', permit, RULE, 50);
    expect(store.take('k', RULE)).toEqual({ wait: 950, limit: 2 });
    await time.pass(950);
    expect(store.take('k', RULE)).toHaveProperty('permit');
  });

  it('counts a hanging request as received after permitTimeout', async () => {
    const time = new VirtualTime();
    const store = memoryStore(time);
    const permit = permitOf(store);
    permitOf(store);
    await time.pass(5_900);
    store.settle('k', permit, RULE, 0);
    expect(store.take('k', RULE)).toEqual({ wait: 100, limit: 2 });
    await time.pass(100);
    expect(store.take('k', RULE)).toHaveProperty('permit');
  });

  it('handles a limit of 200,000', () => {
    const store = memoryStore(new VirtualTime());
    const rule = { ...RULE, limit: 200_000 };
    for (let count = 0; count < rule.limit; count += 1) store.take('k', rule);
    expect(store.take('k', rule)).toEqual({ wait: 6_000, limit: 200_000 });
  });

  it('keeps the longer of two pauses', () => {
    const store = memoryStore(new VirtualTime());
    store.pause('k', 700);
    store.pause('k', 300);
    expect(store.take('k', RULE)).toEqual({ wait: 700, limit: 2, pause: 700 });
    expect(store.take('another', RULE)).toHaveProperty('permit');
  });
});

describe('an asynchronous store', () => {
  it('is only asked for the first call in the queue', async () => {
    const { time, server, store, limited } = setUp();
    const answers = Array.from({ length: 23 }, (_, index) => limited(String(index)));
    await time.pass();
    await Promise.all(answers);
    expect(server.refused).toBe(0);
    expect(store.mostAsked).toBe(1);
    expect(server.exchanges.map(({ url }) => url)).toEqual(answers.map((_, index) => `${index}`));
  });

  it('gets the permit back if all calls were aborted in the meantime', async () => {
    const { time, server, store, limited } = setUp();
    const controller = new AbortController();
    const answer = limited('a', { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toSatisfy(isAbortError);
    await time.pass(10);
    expect(server.exchanges).toEqual([]);
    expect(store.settled).toEqual([1_001]);
    expect(time.timers).toBe(0);
  });

  it('rejects the call with its error, and is asked again for the next one', async () => {
    const { time, store, limited } = setUp();
    store.failure = new Error('unreachable');
    const results = Promise.allSettled([limited('a'), limited('b')]);
    await time.pass(3);
    store.failure = undefined;
    await time.pass();
    expect(await results).toMatchObject([
      { status: 'rejected', reason: { message: 'unreachable' } },
      { status: 'fulfilled', value: { status: 200 } },
    ]);
  });

  it('may throw synchronously', async () => {
    const store: RateLimitStore = {
      ...memoryStore(),
      take: () => {
        throw new Error('closed');
      },
    };
    await expect(rateLimit(fetch, { store })('http://a/')).rejects.toThrow('closed');
  });
});

function permitOf(store: RateLimitStore): string {
  return (store.take('k', RULE) as { permit: string }).permit;
}

function setUp() {
  const time = new VirtualTime();
  const server = virtualServer(time);
  const store = new SlowStore(time);
  const limited = rateLimit(server.fetch, { clock: time, key: () => 'k', store });
  return { time, server, store, limited };
}

class SlowStore implements RateLimitStore {
  readonly learnsRoundTrip = false;
  readonly settled: number[] = [];
  failure: Error | undefined;
  mostAsked = 0;
  #asked = 0;
  readonly #time: VirtualTime;
  readonly #store: RateLimitStore;

  constructor(time: VirtualTime) {
    this.#time = time;
    this.#store = memoryStore(time);
  }

  async take(...question: Parameters<RateLimitStore['take']>) {
    this.#asked += 1;
    this.mostAsked = Math.max(this.mostAsked, this.#asked);
    await this.#time.sleep(2);
    this.#asked -= 1;
    if (this.failure) throw this.failure;
    return this.#store.take(...question);
  }

  settle(...settlement: Parameters<RateLimitStore['settle']>) {
    this.settled.push(settlement[3]);
    this.#store.settle(...settlement);
  }

  pause(key: string, ms: number) {
    this.#store.pause(key, ms);
  }
}
