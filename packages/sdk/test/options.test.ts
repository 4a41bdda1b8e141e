import { afterEach, expect, test, vi } from 'vitest';
import { createKaiten, type KaitenOptions } from '../src/index.js';
import { answering, json, testServer } from './server.js';

afterEach(() => vi.unstubAllEnvs());

async function addressOf(options: KaitenOptions): Promise<string> {
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request) => {
    asked.push(String(input));
    return Response.json({});
  };
  await createKaiten({ token: 'secret', ...options, fetch } as KaitenOptions).boards.get({ id: 1 });
  return asked.join();
}

test.each([
  [{ domain: 'acme' }, 'https://acme.kaiten.ru/api/latest/boards/1'],
  [{ domain: 'acme.kaiten.ru' }, 'https://acme.kaiten.ru/api/latest/boards/1'],
  [{ domain: 'acme.kaiten.io' }, 'https://acme.kaiten.io/api/latest/boards/1'],
  [{ domain: 'acme.flowfast.io' }, 'https://acme.flowfast.io/api/latest/boards/1'],
  [{ domain: 'kaiten.example.com:8443' }, 'https://kaiten.example.com:8443/api/latest/boards/1'],
  [{ baseUrl: 'http://localhost:3000/api/v1//' }, 'http://localhost:3000/api/v1/boards/1'],
])('%o is a place', async (options, address) => {
  expect(await addressOf(options)).toBe(address);
});

test('missing options are read from the environment', async () => {
  vi.stubEnv('KAITEN_DOMAIN', 'from-env');
  vi.stubEnv('KAITEN_TOKEN', 'token-from-env');
  expect(await addressOf({})).toBe('https://from-env.kaiten.ru/api/latest/boards/1');
  expect(await addressOf({ domain: 'given' })).toContain('//given.');
  expect(await addressOf({ baseUrl: 'https://a.example/api' })).toBe(
    'https://a.example/api/boards/1',
  );
  expect(() => createKaiten()).not.toThrow();
});

test.each<[object, string]>([
  [{}, 'No domain: pass domain or baseUrl, or set KAITEN_DOMAIN'],
  [{ domain: 'acme' }, 'No token: pass token, or set KAITEN_TOKEN'],
  [{ domain: 'acme', baseUrl: 'https://a.example' }, 'remove one of them'],
  [{ domain: 'https://acme.kaiten.ru' }, 'or pass a full URL as baseUrl'],
  [{ domain: 'acme/..' }, 'domain is "acme/.."'],
  [{ baseUrl: 'acme' }, 'baseUrl must be a URL'],
  [{ baseUrl: 'https://user:word@a.example' }, 'baseUrl must be a URL'],
  [{ baseUrl: 'ftp://a.example' }, 'baseUrl must be a URL'],
  [
    { domain: 'acme', token: 'x', validate: 'on' },
    'validate is "on": use one of off, report, strict',
  ],
])('%o is refused', (options, message) => {
  vi.stubEnv('KAITEN_DOMAIN', '');
  vi.stubEnv('KAITEN_TOKEN', message.startsWith('No token') ? '' : 'x');
  expect(() => createKaiten(options as KaitenOptions)).toThrow(message);
});

test('options that exclude each other do not compile', () => {
  const both = () =>
    // @ts-expect-error: one of the two
    createKaiten({ domain: 'acme', baseUrl: 'https://acme.kaiten.ru/api/latest' });
  expect(both).toThrow(TypeError);
  // @ts-expect-error: no such mode
  expect(() => createKaiten({ domain: 'acme', validate: 'on' })).toThrow(TypeError);
});

const get = { card_id: 1 };

test('a token function is called before each attempt is sent', async () => {
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

test('all tokens of a function share one limit, and queued calls do not request one', async () => {
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
  ['timeout', { timeout: 20, retry: false }, 'No complete response within 20 ms'],
  ['deadline', { deadline: 20 }, 'No complete response within the deadline of 20 ms'],
])('its %s ends a call whose token does not come', async (_, options, message) => {
  const never = new Promise<string>(() => {});
  const kaiten = createKaiten({ domain: 'acme', token: () => never });
  await expect(kaiten.cards.get(get, options)).rejects.toMatchObject({
    name: 'TimeoutError',
    message: expect.stringContaining(message),
  });
});

test('an exception of the token function is the cause of a KaitenError, and is not retried', async () => {
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

test('the token function may throw for a call that was aborted before', async () => {
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

test('an error does not contain a token that another call has renewed meanwhile', async () => {
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
