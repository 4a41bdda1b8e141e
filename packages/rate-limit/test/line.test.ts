import { getEventListeners } from 'node:events';
import { isAbortError, isQueueFullError, isTimeoutError } from '@kaiten-sdk/core';
import { describe, expect, it } from 'vitest';
import { rateLimit } from '../src/index.js';
import { virtualServer } from './virtual-server.js';
import { VirtualTime } from './virtual-time.js';

function setUp(options: { limit?: number; maxQueued?: number } = {}) {
  const time = new VirtualTime();
  const server = virtualServer(time, options);
  const limited = rateLimit(server.fetch, { clock: time, key: () => 'k', ...options });
  return { time, server, limited, urls: () => server.exchanges.map(({ url }) => url) };
}

describe('the queue', () => {
  it('lets calls through in the order in which they came', async () => {
    const { time, limited, urls } = setUp({ limit: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) void limited(name);
    await time.pass();
    expect(urls()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('puts repeated attempts before all others, then goes by priority', async () => {
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

  it('refuses a call when it is full, and says what to do', async () => {
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

  it('takes the retry of a call that was let through before, however full it is', async () => {
    const { time, limited, urls } = setUp({ limit: 1, maxQueued: 1 });
    void limited('sent');
    void limited('waits');
    const retried = limited('again', { call: { attempt: 2 } });
    await time.pass();
    await expect(retried).resolves.toHaveProperty('status', 200);
    expect(urls()).toEqual(['sent', 'again', 'waits']);
  });

  it('is left at once by a call whose signal fires', async () => {
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

  it('tells a time-out from an abort, and sends nothing for a signal that has fired', async () => {
    const { server, limited } = setUp();
    const signal = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(limited('a', { signal })).rejects.toSatisfy(isTimeoutError);
    expect(server.exchanges).toEqual([]);
  });

  it('leaves what becomes of a call to whom it has sent it', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const refuse = async () => {
      controller.abort();
      throw new Error('sent and refused');
    };
    const limited = rateLimit(refuse, { key: () => 'k' });
    await expect(limited('a', { signal })).rejects.toThrow('sent and refused');
  });

  it('has one listener on a signal that many calls share, and none after the wait', async () => {
    const { time, limited } = setUp({ limit: 1 });
    const { signal } = new AbortController();
    for (let count = 0; count < 20; count += 1) void limited('a', { signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await time.pass();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('holds 10,000 calls, on one timer, and lets them through at the rate', async () => {
    const { time, server, limited } = setUp();
    const answers = Array.from({ length: 10_000 }, (_, index) => limited(String(index)));
    expect(limited.stats()).toMatchObject({ k: { granted: 5, queued: 9_995 } });
    expect(time.timers).toBe(1);
    await time.pass();
    await Promise.all(answers);
    expect(server.refused).toBe(0);
    expect(server.exchanges.map(({ url }) => Number(url))).toEqual(
      answers.map((_, index) => index),
    );
    expect(server.counted.at(-1)).toBeLessThan(1_999 * 1_002);
  });

  it('lets 10,000 calls of as many priorities leave by abort', async () => {
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
