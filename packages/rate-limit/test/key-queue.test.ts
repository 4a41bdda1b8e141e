import { getEventListeners } from 'node:events';
import { type Clock, isAbortError, isQueueFullError, isTimeoutError } from '@kaiten-sdk/core';
import { describe, expect, it } from 'vitest';
import { memoryStore, type RateLimitStore, rateLimit } from '../src/index.js';
import { virtualServer } from './virtual-server.js';
import { VirtualTime } from './virtual-time.js';

function setUp(options: { limit?: number; maxQueued?: number } = {}) {
  const time = new VirtualTime();
  const server = virtualServer(time, options);
  const limited = rateLimit(server.fetch, { clock: time, key: () => 'k', ...options });
  return { time, server, limited, urls: () => server.exchanges.map(({ url }) => url) };
}

describe('the queue', () => {
  it('sends calls in order of arrival', async () => {
    const { time, limited, urls } = setUp({ limit: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) void limited(name);
    await time.pass();
    expect(urls()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('sends retries first, then calls by priority', async () => {
    const { time, limited, urls } = setUp({ limit: 1 });
    void limited('first');
    void limited('plain');
    void limited('low', { call: { priority: -1 } });
    void limited('high', { call: { priority: 5 } });
    void limited('high too', { call: { priority: 5 } });
    void limited('repeated', { call: { attempt: 2 } });
    void limited('repeated too', { call: { attempt: 3, priority: 9 } });
    await time.pass();
    expect(urls()).toEqual([
      'first',
      'repeated',
      'repeated too',
      'high',
      'high too',
      'plain',
      'low',
    ]);
  });

  it('rejects a call if it is full, and says how to allow more', async () => {
    const { time, limited } = setUp({ limit: 1, maxQueued: 2 });
    void limited('sent');
    void limited('waits');
    void limited('waits');
    const error = await limited('too many', { call: { operationId: 'getCard' } }).catch(String);
    expect(error).toContain('raise maxQueued');
    await expect(limited('too many')).rejects.toSatisfy(isQueueFullError);
    await time.pass(5_000);
    await expect(limited('later')).resolves.toHaveProperty('status', 200);
  });

  it('accepts the retry of a call even if it is full', async () => {
    const { time, limited, urls } = setUp({ limit: 1, maxQueued: 1 });
    void limited('sent');
    void limited('waits');
    const retried = limited('again', { call: { attempt: 2 } });
    await time.pass();
    await expect(retried).resolves.toHaveProperty('status', 200);
    expect(urls()).toEqual(['sent', 'again', 'waits']);
  });

  it('rejects a call at once when its signal aborts', async () => {
    const { time, server, limited } = setUp({ limit: 1 });
    const controller = new AbortController();
    void limited('sent');
    const answers = [
      limited('init', { signal: controller.signal }),
      limited(new Request('http://in.request/', { signal: controller.signal })),
    ];
    expect(limited.stats()).toMatchObject({ k: { queued: 2 } });
    controller.abort();
    for (const answer of answers) await expect(answer).rejects.toSatisfy(isAbortError);
    expect(limited.stats()).toMatchObject({ k: { queued: 0 } });
    expect(time.timers).toBe(0);
    await time.pass(5_000);
    expect(server.exchanges).toHaveLength(1);
  });

  it('distinguishes a timeout from an abort, and sends nothing if the signal was aborted before', async () => {
    const { server, limited } = setUp();
    const signal = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(limited('a', { signal })).rejects.toSatisfy(isTimeoutError);
    expect(server.exchanges).toEqual([]);
  });

  it('does not abort a call that was sent', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const refuse = async () => {
      controller.abort();
      throw new Error('sent and refused');
    };
    const limited = rateLimit(refuse, { key: () => 'k' });
    await expect(limited('a', { signal })).rejects.toThrow('sent and refused');
  });

  it('adds one listener to a signal that many calls share, and removes it after the wait', async () => {
    const { time, limited } = setUp({ limit: 1 });
    const { signal } = new AbortController();
    for (let count = 0; count < 20; count += 1) void limited('a', { signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await time.pass();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('sends 10,000 calls at the limit, and leaves no timers', async () => {
    const { time, server, limited } = setUp();
    const answers = Array.from({ length: 10_000 }, (_, index) => limited(String(index)));
    expect(limited.stats()).toMatchObject({ k: { granted: 5, queued: 9_995 } });
    await time.pass();
    await Promise.all(answers);
    expect(time.timers).toBe(0);
    expect(server.refused).toBe(0);
    expect(server.exchanges.map(({ url }) => Number(url))).toEqual(
      answers.map((_, index) => index),
    );
    expect(server.counted.at(-1)).toBeLessThan(1_999 * 1_002);
  });

  it('goes on without a call whose timers have ended, as in workers', async () => {
    const time = new VirtualTime();
    const server = virtualServer(time, { limit: 2 });
    // The timers of the incoming request that made the first calls end together with it.
    let isEnded = false;
    const inFirst = new Set<unknown>();
    let isFirst = true;
    const clock: Clock = {
      monotonic: time.monotonic,
      wall: time.wall,
      clearTimer: time.clearTimer,
      setTimer: (callback, ms) => {
        const belongsToFirst = isFirst;
        const timer = time.setTimer(() => {
          if (!(belongsToFirst && isEnded)) callback();
        }, ms);
        if (belongsToFirst) inFirst.add(timer);
        return timer;
      },
    };
    const limited = rateLimit(server.fetch, { clock, key: () => 'k', limit: 2 });
    const first = [limited('1'), limited('2'), limited('lost')];
    isFirst = false;
    const others = ['4', '5', '6', '7'].map((url) => limited(url));
    await Promise.all(first.slice(0, 2));
    isEnded = true;
    await time.pass(10_000);
    expect(inFirst.size).toBeGreaterThan(0);
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(server.refused).toBe(0);
  });

  it('goes on without a store that never answers', async () => {
    const time = new VirtualTime();
    const server = virtualServer(time, { limit: 5 });
    const memory = memoryStore(time);
    let asked = 0;
    const store: RateLimitStore = {
      ...memory,
      take(key, rule) {
        asked += 1;
        return asked === 1 ? new Promise<never>(() => {}) : memory.take(key, rule);
      },
    };
    const limited = rateLimit(server.fetch, { clock: time, key: () => 'k', limit: 5, store });
    const calls = ['1', '2', '3'].map((url) => limited(url));
    await time.pass(5_000);
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(server.exchanges.map(({ url }) => url)).toEqual(['1', '2', '3']);
  });

  it('aborts 10,000 calls of different priorities', async () => {
    const { time, limited } = setUp({ limit: 1 });
    const controller = new AbortController();
    void limited('sent');
    const answers = Array.from({ length: 10_000 }, (_, priority) =>
      limited('', { signal: controller.signal, call: { priority } }),
    );
    controller.abort();
    const results = await Promise.allSettled(answers);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(time.timers).toBe(0);
  });
});

it('calls that are aborted together leave the queue, and the others stay', async () => {
  const { time, limited, urls } = setUp({ limit: 1, maxQueued: 20_000 });
  const controller = new AbortController();
  void limited('first');
  const calls = Array.from({ length: 10_000 }, (_, index) => [
    limited('aborted', { signal: controller.signal, call: { priority: index % 2 } }),
    ...(index % 5_000 ? [] : [limited('kept').then(() => undefined)]),
  ]).flat();
  const settled = Promise.allSettled(calls);
  controller.abort();
  expect(limited.stats()).toMatchObject({ k: { queued: 2 } });
  await time.pass();
  const results = await settled;
  const reasons = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(reasons).toHaveLength(10_000);
  expect(reasons.every(isAbortError)).toBe(true);
  expect(urls()).toEqual(['first', 'kept', 'kept']);
});
