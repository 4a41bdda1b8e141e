import { expect, it } from 'vitest';
import { rateLimit, type WaitEvent } from '../src/index.js';
import { virtualServer } from './virtual-server.js';
import { VirtualTime } from './virtual-time.js';

it('reports each waiting call once, with an estimated wait', async () => {
  const time = new VirtualTime();
  const waits: WaitEvent[] = [];
  const limited = rateLimit(virtualServer(time).fetch, {
    clock: time,
    limit: 2,
    key: () => 'k',
    onWait: (event) => waits.push(event),
  });
  const call = { operationId: 'getCard', attempt: 1 };
  for (let count = 0; count < 6; count += 1) void limited('a', { call });
  await time.pass();
  const common = { key: 'k', operationId: 'getCard', attempt: 1 };
  expect(waits).toEqual([
    { ...common, wait: expect.closeTo(1_001, 0), queued: 1 },
    { ...common, wait: expect.closeTo(1_001, 0), queued: 2 },
    { ...common, wait: expect.closeTo(2_002, 0), queued: 3 },
    { ...common, wait: expect.closeTo(2_002, 0), queued: 4 },
  ]);
});

it.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('in the hook');
    },
  ],
  ['rejects', () => Promise.reject(new Error('in the hook'))],
])('ignores that a hook %s', async (_, onWait) => {
  const time = new VirtualTime();
  const limited = rateLimit(virtualServer(time).fetch, {
    clock: time,
    limit: 1,
    key: () => 'k',
    onWait: onWait as () => void,
  });
  void limited('a');
  const answer = limited('b');
  await time.pass();
  await expect(answer).resolves.toHaveProperty('status', 200);
});
