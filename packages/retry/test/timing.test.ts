import { type Fetch, isConnectionError, isTimeoutError, responseInfoOf } from '@kaiten-sdk/core';
import { describe, expect, it } from 'vitest';
import { type RetryOptions, retry } from '../src/index.js';
import { testClock } from './test-clock.js';

const MINUTE = 60_000;

/** What `fetch` would answer at that moment; an error to reject with. */
type Reply = (number: number, now: number) => Response | Error;

function simulated(reply: Reply, options: RetryOptions = {}) {
  const clock = testClock();
  const sentAt: number[] = [];
  const inner: Fetch = async () => {
    sentAt.push(clock.monotonic());
    const result = reply(sentAt.length, clock.monotonic());
    if (result instanceof Error) throw result;
    return result;
  };
  const send = retry(inner, { clock, random: () => 0.5, ...options });
  return {
    clock,
    sentAt,
    send: (init?: Parameters<Fetch>[1]) => clock.settle(send('http://x', init)),
  };
}

const refused = (headers: Record<string, string> = {}, status = 429) =>
  new Response(null, { status, headers });
const unreachable = () => new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
const once = (response: Response): Reply => {
  return (number) => (number === 1 ? response : new Response());
};

describe('the delay', () => {
  it('has full jitter and doubles', async () => {
    const { send, sentAt } = simulated(() => refused({}, 500));
    await send();
    expect(sentAt).toEqual([0, 150, 450, 1050, 2250]);
  });

  it('never exceeds maxDelay on its own', async () => {
    const { send, sentAt } = simulated(() => refused({}, 500), { maxDelay: 200 });
    await send();
    expect(sentAt).toEqual([0, 150, 350, 550, 750]);
  });

  const date = (ms: number) => new Date(ms).toUTCString();
  const noon = Date.UTC(2026, 5, 1, 12);
  const jitter = 150;

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '7' }, 7000 + jitter],
    ['a fraction of a second', { 'retry-after': '0.5' }, 500 + jitter],
    ['no seconds', { 'retry-after': '0' }, jitter],
    ['negative seconds', { 'retry-after': '-7' }, jitter],
    ['nonsense', { 'retry-after': 'soon' }, jitter],
    ['a date', { 'retry-after': date(noon + 9000), date: date(noon) }, 9000 + jitter],
    ['a date in the past', { 'retry-after': date(noon - 9000), date: date(noon) }, jitter],
    ['a date of our clock', { 'retry-after': date(Date.UTC(2026, 0, 1) + 4000) }, 4000 + jitter],
    ['a reset in seconds', { 'x-ratelimit-reset': '2' }, 2000 + jitter],
    [
      'a reset since the epoch, by a clock whose second may be over',
      { 'x-ratelimit-reset': String(noon / 1000 + 3), date: date(noon) },
      2000 + jitter,
    ],
    [
      'a reset in milliseconds since the epoch',
      { 'x-ratelimit-reset': String(noon + 3000), date: date(noon) },
      2000 + jitter,
    ],
    [
      'a reset that is over',
      { 'x-ratelimit-reset': String(noon / 1000 - 1), date: date(noon) },
      jitter,
    ],
    ['a reset by a wrong clock', { 'x-ratelimit-reset': String(noon / 1000) }, jitter],
    [
      'both',
      { 'retry-after': '1', 'x-ratelimit-reset': String(noon / 1000 + 3), date: date(noon) },
      1000 + jitter,
    ],
  ])('is what the server asks for: %s', async (_name, headers, wait) => {
    const { send, sentAt } = simulated(once(refused(headers)));
    await send();
    expect(sentAt).toEqual([0, wait]);
  });

  it('follows Retry-After of a 503, but not its reset', async () => {
    const asks = simulated(once(refused({ 'retry-after': '5' }, 503)));
    await asks.send();
    expect(asks.sentAt).toEqual([0, 5150]);
    const resets = simulated(once(refused({ 'x-ratelimit-reset': '5' }, 503)));
    await resets.send();
    expect(resets.sentAt).toEqual([0, 150]);
  });

  it('is skipped if it exceeds maxDelay', async () => {
    const { send, sentAt } = simulated(() => refused({ 'retry-after': '61' }));
    const result = await send();
    expect(sentAt).toEqual([0]);
    expect(result).toMatchObject({ value: { status: 429 } });
    expect(result.status === 'fulfilled' && responseInfoOf(result.value).notRetried).toBe(
      'the server asks for a delay of 61000 ms',
    );
  });

  it('does not depend on jumps of the wall clock', async () => {
    const offsets = [2 * 60 * MINUTE, -4 * 60 * MINUTE, MINUTE];
    const { clock, send, sentAt } = simulated((number) => {
      clock.jump(offsets[number % 3] ?? 0);
      return refused({ date: date(noon), 'retry-after': date(noon + 1000) });
    });
    await send();
    expect(sentAt).toEqual([0, 1150, 2300, 3450, 4600]);
  });
});

describe('429 for ten minutes', () => {
  const isOver = (now: number) => now >= 10 * MINUTE;
  const reply: Reply = (_number, now) => (isOver(now) ? new Response() : refused());

  it('returns the 429', async () => {
    const { clock, send } = simulated(reply);
    expect(await send()).toMatchObject({ value: { status: 429 } });
    expect(clock.monotonic()).toBeLessThan(MINUTE);
    expect(clock.pending()).toBe(0);
  });

  it('is waited for if the options allow it', async () => {
    const { send } = simulated(reply, { maxAttempts: Number.POSITIVE_INFINITY });
    expect(await send()).toMatchObject({ value: { status: 200 } });
  });

  it('ends at the deadline', async () => {
    const { clock, send } = simulated(reply, { maxAttempts: 1000, deadline: 5 * MINUTE });
    const result = await send();
    expect(result).toMatchObject({ value: { status: 429 } });
    expect(clock.monotonic()).toBeLessThan(5 * MINUTE);
    expect(clock.pending()).toBe(0);
    expect(result.status === 'fulfilled' && responseInfoOf(result.value).notRetried).toBe(
      'the deadline comes first',
    );
  });
});

describe('the deadline', () => {
  it('ends the call early if the next attempt would be too late', async () => {
    const { clock, send, sentAt } = simulated(() => refused({ 'retry-after': '30' }, 503));
    expect(await send({ call: { deadline: 10_000 } })).toMatchObject({ value: { status: 503 } });
    expect(sentAt).toEqual([0]);
    expect(clock.monotonic()).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  it('is named in the error of a call that ends early', async () => {
    const { send } = simulated(unreachable);
    const result = await send({ call: { deadline: 200 } });
    if (result.status === 'fulfilled' || !isConnectionError(result.reason)) throw result;
    expect(result.reason.message).toMatch(/\(2 attempts\); not retried: the deadline comes first$/);
  });

  it('throws a TimeoutError if an attempt is in flight', async () => {
    const clock = testClock();
    const hanging: Fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const result = await clock.settle(retry(hanging, { clock, deadline: MINUTE })('http://x'));
    expect(result.status === 'rejected' && isTimeoutError(result.reason)).toBe(true);
    expect(clock.monotonic()).toBe(MINUTE);
  });
});

describe('the budget', () => {
  it('limits the retries of all calls during an outage', async () => {
    const { send, sentAt } = simulated(() => refused({}, 500), { budget: 6 });
    for (let count = 0; count < 10; count += 1) await send();
    expect(sentAt).toHaveLength(10 + 6);
    const result = await send();
    expect(result.status === 'fulfilled' && responseInfoOf(result.value).notRetried).toBe(
      'the retry budget is used up',
    );
  });

  it('grows with successes, up to its maximum', async () => {
    let isDown = true;
    const { send, sentAt } = simulated(() => (isDown ? unreachable() : new Response()), {
      budget: 1,
    });
    await send();
    expect(sentAt).toHaveLength(2);
    isDown = false;
    for (let count = 0; count < 20; count += 1) await send();
    expect(sentAt).toHaveLength(22);
    isDown = true;
    await send();
    expect(sentAt).toHaveLength(24);
  });

  it('is not spent on 429', async () => {
    const { send, sentAt } = simulated(() => refused(), { budget: 0 });
    await send();
    expect(sentAt).toHaveLength(5);
  });
});

describe('with a rate limiter inside', () => {
  const paused = (pause: number) => {
    const response = refused({ 'retry-after': '20' });
    responseInfoOf(response).pause = pause;
    return response;
  };

  it('the next attempt starts immediately, and the limiter delays it', async () => {
    const { send, sentAt } = simulated(once(paused(20_000)));
    expect(await send()).toMatchObject({ value: { status: 200 } });
    expect(sentAt).toEqual([0, 0]);
  });

  it('the 429 is returned if its pause ends after the deadline', async () => {
    const { send, sentAt } = simulated(once(paused(20_000)));
    expect(await send({ call: { deadline: 10_000 } })).toMatchObject({ value: { status: 429 } });
    expect(sentAt).toEqual([0]);
  });

  it('it receives the number of the attempt', async () => {
    const numbers: unknown[] = [];
    const inner: Fetch = async (_input, init) => {
      numbers.push(init?.call);
      return numbers.length === 1 ? paused(1) : new Response();
    };
    await retry(inner)('http://x', { call: { priority: 2 } });
    expect(numbers).toEqual([
      { priority: 2, attempt: 1 },
      { priority: 2, attempt: 2 },
    ]);
  });
});
