import { expect, test } from 'vitest';
import { createKaiten } from '../src/index.js';
import { answering, json, testServer } from './server.js';

const get = { card_id: 1 };

test('a function is asked for a token when an attempt is about to be sent', async () => {
  const statuses = [200, 503, 200];
  await using server = await testServer((_, response) => json(response, {}, statuses.shift()));
  let asked = 0;
  const kaiten = createKaiten({
    baseUrl: server.baseUrl,
    token: async () => `t${++asked}`,
    retry: { baseDelay: 1 },
  });
  await kaiten.cards.get(get);
  await kaiten.cards.get(get);
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer t1',
    'Bearer t2',
    'Bearer t3',
  ]);
});

test('whatever it gives has one limit, and calls that wait have not asked', async () => {
  await using server = await testServer(answering({}));
  let asked = 0;
  const kaiten = createKaiten({
    baseUrl: server.baseUrl,
    token: () => `t${++asked}`,
    rateLimit: { limit: 2, window: 60_000 },
  });
  const stop = new AbortController();
  const calls = Array.from({ length: 6 }, () => kaiten.cards.get(get, { signal: stop.signal }));
  await Promise.all(calls.slice(0, 2));
  expect(Object.values(kaiten.stats() ?? {})).toMatchObject([{ granted: 2, queued: 4 }]);
  expect(asked).toBe(2);
  stop.abort();
  await Promise.allSettled(calls);
});

test.each<[string, object, string]>([
  ['signal', { signal: AbortSignal.timeout(20) }, "The call's signal timed out"],
  ['timeout', { timeout: 20, retry: false }, 'No whole answer within 20 ms'],
  ['deadline', { deadline: 20 }, 'No whole answer within the deadline, 20 ms'],
])('its %s ends a call whose token does not come', async (_, options, message) => {
  const never = new Promise<string>(() => {});
  const kaiten = createKaiten({ domain: 'acme', token: () => never });
  await expect(kaiten.cards.get(get, options)).rejects.toMatchObject({
    name: 'TimeoutError',
    message: expect.stringContaining(message),
  });
});

test('what it throws is the cause of an error of the SDK, and nothing is repeated', async () => {
  const mistake = new Error('no vault');
  let asked = 0;
  const kaiten = createKaiten({
    domain: 'acme',
    token: () => {
      asked += 1;
      throw mistake;
    },
  });
  await expect(kaiten.cards.get(get)).rejects.toMatchObject({
    name: 'KaitenError',
    cause: mistake,
    operationId: 'getCard',
  });
  expect(asked).toBe(1);
});

test('it may throw for a call that was aborted before', async () => {
  const stop = new AbortController();
  const kaiten = createKaiten({
    domain: 'acme',
    token: () => {
      throw new Error('no vault');
    },
    hooks: { onRequest: () => stop.abort() },
  });
  const call = kaiten.cards.get(get, { signal: stop.signal });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

test('an error does not repeat a token that another call has renewed meanwhile', async () => {
  let answerFirst = (): void => {};
  await using server = await testServer(({ headers }, response) => {
    const refuse = () => json(response, { message: `Bad ${headers.authorization}` }, 401);
    if (server.received.length > 1) refuse();
    else answerFirst = refuse;
  });
  let asked = 0;
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token: () => `secret-${++asked}` });
  const first = kaiten.cards.get(get).catch((error: unknown) => error);
  await expect.poll(() => server.received.length).toBe(1);
  await expect(kaiten.cards.get(get)).rejects.toThrow('Bad Bearer [token]');
  answerFirst();
  expect(await first).toMatchObject({ serverMessage: 'Bad Bearer [token]' });
});
