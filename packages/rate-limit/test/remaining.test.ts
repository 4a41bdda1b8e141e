import { describe, expect, it } from 'vitest';
import { rateLimit } from '../src/index.js';
import { virtualServer } from './virtual-server.js';
import { EPOCH, VirtualTime } from './virtual-time.js';

const SECONDS = EPOCH / 1_000;

/** Returns when ten calls are sent if the first response has these headers. */
async function sentAt(headers: Record<string, string>): Promise<number[]> {
  const time = new VirtualTime();
  const server = virtualServer(time, {
    answer: ({ url }) => (url === 'first' ? new Response(null, { headers }) : undefined),
  });
  const limited = rateLimit(server.fetch, { clock: time, key: () => 'k' });
  await limited('first');
  for (let count = 0; count < 9; count += 1) void limited('next');
  await time.pass();
  return server.exchanges.map(({ sent }) => sent);
}

const unrestricted = [0, 0, 0, 0, 0, 1_001, 1_001, 1_001, 1_001, 1_001];

describe('X-RateLimit-Remaining', () => {
  it('restricts the limit if the server has counted more requests', async () => {
    const headers = { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': `${EPOCH + 2_500}` };
    const restricted = [0, 0, 2_500, 2_500, 2_500, 2_500, 2_500, 3_501, 3_501, 3_501];
    expect(await sentAt(headers)).toEqual(restricted);
  });

  it.each<[string, Record<string, string>]>([
    ['as many as the limiter allows', { 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': '9' }],
    ['more than the limit', { 'x-ratelimit-remaining': '60', 'x-ratelimit-reset': '9' }],
    ['no reset', { 'x-ratelimit-remaining': '0' }],
    ['nonsense', { 'x-ratelimit-remaining': 'few', 'x-ratelimit-reset': '9' }],
    ['a reset in the past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${EPOCH - 1}` }],
    ['a second that may be rounding', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }],
    [
      'an instant that may be rounding',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${SECONDS + 1}` },
    ],
    [
      'an instant that may be rounding, by a clock that is two hours ahead',
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${SECONDS + 7_202}`,
        date: new Date(EPOCH + 7_200_000).toUTCString(),
      },
    ],
  ])('changes nothing with %s', async (_, headers) => {
    expect(await sentAt(headers)).toEqual(unrestricted);
  });
});
