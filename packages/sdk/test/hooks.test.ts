import { expect, test } from 'vitest';
import { createKaiten, type Hooks } from '../src/index.js';
import { answering, json, testServer } from './server.js';

const token = 'secret';

/** Hooks that keep what they are told, by their names. */
function recorder() {
  const events: [string, Record<string, unknown>][] = [];
  const note = (name: string) => (event: object) => void events.push([name, { ...event }]);
  const hooks: Hooks = {
    onRequest: note('request'),
    onResponse: note('response'),
    onRetry: note('retry'),
    onError: note('error'),
  };
  return { events, hooks };
}

test('each attempt is reported with the attributes of a span', async () => {
  let failures = 1;
  await using server = await testServer((_, response) =>
    failures-- > 0 ? json(response, '', 503) : json(response, { id: 1 }),
  );
  const { events, hooks } = recorder();
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token, hooks, retry: { baseDelay: 1 } });
  await kaiten.cards.get({ card_id: 1 });
  expect(events.map(([name]) => name)).toEqual([
    'request',
    'response',
    'retry',
    'request',
    'response',
  ]);
  const { port } = new URL(server.origin);
  const span = {
    'http.request.method': 'GET',
    'url.template': '/cards/{card_id}',
    'url.full': `${server.baseUrl}/cards/1`,
    'server.address': '127.0.0.1',
    'server.port': Number(port),
  };
  const [first, failed, , second, ended] = events.map(([, event]) => event);
  expect(first?.attributes).toEqual(span);
  expect(failed).toMatchObject({ attempt: 1, status: 503, duration: expect.any(Number) });
  expect(failed?.attributes).toEqual({
    ...span,
    'http.response.status_code': 503,
    'error.type': '503',
  });
  expect(second?.attributes).toEqual({ ...span, 'http.request.resend_count': 1 });
  expect(ended?.attributes).toMatchObject({ 'http.response.status_code': 200 });
  expect(new Set([first?.call, failed?.call, second?.call, ended?.call]).size).toBe(1);
  expect(first?.call).toEqual({
    operationId: 'getCard',
    method: 'GET',
    pathTemplate: '/cards/{card_id}',
    url: `${server.baseUrl}/cards/1`,
  });
});

test.each([
  ['https://acme.kaiten.ru/api/latest', 443],
  ['http://kaiten.local/api/latest', 80],
])('a span has a port even if %s has none', async (baseUrl, port) => {
  const { events, hooks } = recorder();
  const fetch = async () => Response.json({ id: 1 });
  await createKaiten({ baseUrl, token, hooks, fetch }).cards.get({ card_id: 1 });
  const ports = events.map(([, { attributes }]) => Object(attributes)['server.port']);
  expect(ports).toEqual([port, port]);
});

test('a failure is reported once, after the last attempt', async () => {
  await using server = await testServer(answering({ message: 'No' }, 404));
  const { events, hooks } = recorder();
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token, hooks });
  const error = await kaiten.cards.get({ card_id: 1 }).catch((reason: unknown) => reason);
  expect(events.map(([name]) => name)).toEqual(['request', 'response', 'error']);
  expect(events[2]?.[1]).toMatchObject({
    error,
    attempts: [{ status: 404 }],
    attributes: { 'error.type': '404', 'url.template': '/cards/{card_id}' },
  });
});

test('an attempt without a response is reported as ended', async () => {
  const { events, hooks } = recorder();
  const fetch = () => Promise.reject(new TypeError('fetch failed'));
  const kaiten = createKaiten({ domain: 'acme', token, hooks, retry: false, fetch });
  await expect(kaiten.cards.get({ card_id: 1 })).rejects.toThrow();
  expect(events.map(([name]) => name)).toEqual(['request', 'response', 'error']);
  expect(events[1]?.[1]).toMatchObject({ error: expect.any(Error) });
  expect(events[1]?.[1].attributes).toHaveProperty(['error.type']);
  expect(events[2]?.[1].attributes).toMatchObject({ 'error.type': 'ConnectionError' });
});

test('no event has the query, headers or the token', async () => {
  await using server = await testServer(answering([]));
  const { events, hooks } = recorder();
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token, hooks });
  await kaiten.cards.list({ query: 'private' });
  const told = JSON.stringify(events);
  expect(events.length).toBeGreaterThan(1);
  expect(told).not.toContain('private');
  expect(told).not.toContain(token);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('mine');
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('mine');
    },
  ],
])('a hook that %s breaks no call', async (_, hook: () => void) => {
  await using server = await testServer(answering({ id: 1 }));
  const hooks: Hooks = { onRequest: hook, onResponse: hook, onError: hook };
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token, hooks });
  expect(await kaiten.cards.get({ card_id: 1 })).toEqual({ id: 1 });
});
