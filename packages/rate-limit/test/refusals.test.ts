import { responseInfoOf } from '@kaiten-sdk/core';
import { describe, expect, it } from 'vitest';
import { type PauseEvent, rateLimit } from '../src/index.js';
import { type Exchange, virtualServer } from './virtual-server.js';
import { EPOCH, VirtualTime } from './virtual-time.js';

const HOUR = 3_600_000;

function setUp(answer: (exchange: Exchange) => Response | undefined) {
  const time = new VirtualTime();
  const server = virtualServer(time, { answer });
  const pauses: PauseEvent[] = [];
  const limited = rateLimit(server.fetch, {
    clock: time,
    key: () => 'k',
    onPause: (event) => pauses.push(event),
  });
  return { time, server, limited, pauses, sent: () => server.exchanges.map(({ sent }) => sent) };
}

const refusal = (headers: Record<string, string> = {}) =>
  new Response(null, { status: 429, headers });
const httpDate = (ms: number) => new Date(ms).toUTCString();

describe('the pause after a 429', () => {
  it.each<[string, Record<string, string>, number]>([
    ['nothing', {}, 1_000],
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date', { 'retry-after': httpDate(EPOCH + 9_000) }, 9_000],
    [
      'a date by a clock that is two hours ahead',
      { 'retry-after': httpDate(EPOCH + 2 * HOUR + 9_000), date: httpDate(EPOCH + 2 * HOUR) },
      9_000,
    ],
    ['a date in the past', { 'retry-after': httpDate(EPOCH - HOUR) }, 1_000],
    ['zero', { 'retry-after': '0' }, 1_000],
    ['nonsense', { 'retry-after': 'soon', 'x-ratelimit-reset': '-3' }, 1_000],
    ['a minute, which is maxPause', { 'retry-after': '60' }, 60_000],
    ['a reset in seconds to wait', { 'x-ratelimit-reset': '12' }, 12_000],
    [
      'a reset in seconds since the epoch',
      { 'x-ratelimit-reset': `${EPOCH / 1_000 + 12}` },
      12_000,
    ],
    ['a reset in milliseconds since the epoch', { 'x-ratelimit-reset': `${EPOCH + 640}` }, 640],
    [
      'a reset that whole seconds may have made later than one window',
      { 'x-ratelimit-reset': `${EPOCH / 1_000 + 2}`, date: httpDate(EPOCH) },
      2_000,
    ],
    ['a reset within the rounding of one window', { 'x-ratelimit-reset': '1' }, 1_000],
    [
      'a reset by a clock that is two hours behind',
      {
        'x-ratelimit-reset': `${EPOCH - 2 * HOUR + 20_640}`,
        date: httpDate(EPOCH - 2 * HOUR),
      },
      19_640,
    ],
    [
      'Retry-After and reset: the first counts',
      { 'retry-after': '3', 'x-ratelimit-reset': '20' },
      3_000,
    ],
  ])('has the length that the headers request: %s', async (_, headers, pause) => {
    const { time, limited, pauses, sent } = setUp(({ url }) =>
      url === 'refused' ? refusal(headers) : undefined,
    );
    const answer = await limited('refused');
    expect(responseInfoOf(answer).pause).toBe(pause);
    expect(pauses).toEqual([{ key: 'k', pause, queued: 0 }]);
    expect(limited.stats()).toEqual({
      k: { granted: 1, queued: 0, inFlight: 0, limit: 5, refused: 1, pausedUntil: EPOCH + pause },
    });
    void limited('next');
    await time.pass();
    expect(sent()).toEqual([0, pause]);
  });

  it('blocks all calls, then sends a single one and the rest at the limit', async () => {
    const time = new VirtualTime();
    const server = virtualServer(time, {
      delays: () => ({ before: 10, after: 10 }),
      answer: ({ url, sent }) => (url === 'refused' && sent === 0 ? refusal() : undefined),
    });
    const limited = rateLimit(server.fetch, { clock: time, key: () => 'k' });
    void limited('refused');
    await time.pass(20);
    for (let count = 0; count < 12; count += 1) void limited('queued');
    await time.pass();
    const sent = server.exchanges.map((exchange) => exchange.sent);
    expect(sent.slice(0, 3)).toEqual([0, 1_020, 1_040]);
    expect(sent.filter((at) => at > 1_000 && at < 2_021)).toHaveLength(5);
    expect(server.refused).toBe(0);
  });

  it('is a single pause for several concurrent 429s', async () => {
    const { time, limited, pauses } = setUp(({ sent }) => (sent === 0 ? refusal() : undefined));
    for (let count = 0; count < 5; count += 1) void limited('together');
    await time.pass(10);
    expect(pauses).toHaveLength(1);
    expect(limited.stats()).toMatchObject({ k: { refused: 5, pausedUntil: EPOCH + 1_000 } });
  });

  it('grows with consecutive 429s, and is short again after a success', async () => {
    let isStorm = true;
    const { time, limited, pauses } = setUp(() => (isStorm ? refusal() : undefined));
    for (let count = 0; count < 6; count += 1) {
      void limited('storm');
      await time.pass();
      await time.pass(8_000);
    }
    isStorm = false;
    await limited('calm');
    isStorm = true;
    await limited('storm');
    expect(pauses.map(({ pause }) => pause)).toEqual([
      1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 1_000,
    ]);
  });

  it('sends few requests during ten minutes of 429s, even if the wall clock jumps', async () => {
    const storm = 600_000;
    const { time, server, limited } = setUp(({ sent }) => (sent < storm ? refusal() : undefined));
    const finish = async (name: string): Promise<number> => {
      for (let attempt = 1; ; attempt += 1) {
        const { status } = await limited(name, { call: { attempt } });
        if (status === 200) return time.monotonic();
      }
    };
    const finished = Array.from({ length: 50 }, (_, index) => finish(String(index)));
    for (let minute = 0; minute < 12; minute += 1) {
      time.jump(minute % 2 ? -HOUR : HOUR);
      await time.pass(60_000);
    }
    expect(Math.max(...(await Promise.all(finished)))).toBeLessThan(storm + 8_000 + 10 * 1_010);
    expect(server.exchanges.filter(({ sent }) => sent < storm).length).toBeLessThan(90);
    expect(server.refused).toBe(0);
    expect(time.timers).toBe(0);
  });

  it('continues if the single call after it hangs or fails', async () => {
    const time = new VirtualTime();
    const plan = [() => refusal(), () => new Promise<Response>(() => {}), () => new Response()];
    const limited = rateLimit(async () => (plan.shift() as () => Response)(), {
      clock: time,
      key: () => 'k',
    });
    await limited('refused');
    void limited('hangs');
    const answer = limited('after');
    await time.pass();
    await expect(answer).resolves.toHaveProperty('status', 200);
    expect(time.monotonic()).toBe(1_000 + 5_000);
  });
});
