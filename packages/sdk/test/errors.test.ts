import { inspect } from 'node:util';
import * as core from '@kaiten-sdk/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as sdk from '../src/index.js';
import { createKaiten, isApiError, isKaitenError, type KaitenOptions } from '../src/index.js';
import { answering, json, testServer } from './server.js';

const TOKEN = 'the-secret-token';

const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(call).then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

/** Everything that somebody may print of a value. */
function printed(value: unknown): string {
  const { message = '', stack = '' } = value as Partial<Error>;
  const json = JSON.stringify(value);
  return [
    message,
    stack,
    json,
    String(value),
    inspect(value, { depth: 20, showHidden: true }),
  ].join();
}

describe('a response that is not 2xx', () => {
  test.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [402, 'PaymentRequiredError'],
    [403, 'PermissionError'],
    [404, 'NotFoundError'],
    [405, 'MethodNotAllowedError'],
    [409, 'ConflictError'],
    [422, 'ApiError'],
    [429, 'RateLimitError'],
    [500, 'ServerError'],
  ])('%i is thrown as %s', async (status, name) => {
    await using server = await testServer(answering({ message: 'As it is', code: 3 }, status));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token: TOKEN, retry: false });
    const error = await failure(kaiten.cards.get({ card_id: 1 }));
    expect(isApiError(error)).toBe(true);
    expect(error).toMatchObject({
      name,
      status,
      message: `GET /cards/{card_id} returned ${status}: As it is`,
      operationId: 'getCard',
      method: 'GET',
      pathTemplate: '/cards/{card_id}',
      serverMessage: 'As it is',
      code: 3,
      body: '{"message":"As it is","code":3}',
      attempts: [{ attempt: 1, status }],
    });
    expect((error as sdk.ApiError).headers.get('content-type')).toBe('application/json');
  });

  test.each([
    ['Invalid token', 'text/plain', 'returned 401: Invalid token'],
    ['"Invalid token"', 'application/json', 'returned 401: Invalid token'],
    ['<html>Gateway</html>', 'text/html', 'an HTML page'],
    ['', 'application/json', 'returned 401'],
    ['raw', 'application/octet-stream', 'returned 401: raw'],
  ])('%j of %s is part of the message', async (body, type, message) => {
    await using server = await testServer((_, response) => {
      response.writeHead(401, { 'content-type': type }).end(body);
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token: TOKEN });
    const error = await failure(kaiten.cards.get({ card_id: 1 }));
    expect(error).toMatchObject({ body, message: expect.stringContaining(message) });
  });
});

describe('the token', () => {
  const reveals = (value: unknown) => printed(value).includes(TOKEN);

  test.each<[string, KaitenOptions['fetch'], object?]>([
    ['refused', () => Promise.reject(new TypeError('fetch failed'))],
    ['echoed by the server', async () => new Response(`What is ${TOKEN}?`, { status: 400 })],
    [
      'echoed in a header',
      async () => new Response('', { status: 500, headers: { 'x-echo': `Bearer ${TOKEN}` } }),
    ],
    ['aborted', (_, init) => Promise.reject(init?.signal?.reason), { signal: AbortSignal.abort() }],
    ['not JSON', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['invalid', async () => Response.json({}), { validate: 'strict' }],
  ])('is in no error: %s', async (_, fetch, options) => {
    const events: unknown[] = [];
    const note = (event: unknown) => void events.push(event);
    const hooks = { onRequest: note, onResponse: note, onError: note, onFinding: note };
    const common = { domain: 'acme', token: TOKEN, retry: false, fetch, hooks } as KaitenOptions;
    const kaiten = createKaiten(common);
    const error = await failure(
      kaiten.cards.create({ board_id: 1, title: true as never }, options),
    );
    expect(reveals(error)).toBe(false);
    expect(reveals(events)).toBe(false);
    expect(reveals(kaiten)).toBe(false);
    expect(reveals(kaiten.client)).toBe(false);
    expect(reveals(kaiten.cards.get({ card_id: 1 }).catch(() => {}))).toBe(false);
    expect(reveals(kaiten.cards.list())).toBe(false);
    expect(reveals(kaiten.stats())).toBe(false);
  });

  test('is in no error and no event, wherever it is echoed', async () => {
    const token = 'a"b/+==c%d-secret';
    const echo = fc.constantFrom(token, `Bearer ${token}`, encodeURIComponent(token));
    const place = fc.constantFrom(
      'message',
      'code',
      'input',
      'data',
      'bytes',
      'stack',
      'body',
      'json',
    );
    const depth = fc.integer({ min: 0, max: 30 });
    await fc.assert(
      fc.asyncProperty(echo, place, depth, fc.boolean(), async (text, where, levels, isCycle) => {
        let error: Error & Record<string, unknown> = Object.assign(new TypeError('fetch failed'), {
          [where]: where === 'bytes' ? new TextEncoder().encode(text) : `It is ${text}.`,
        });
        const innermost = error;
        for (let level = 0; level < levels; level += 1) {
          const outer =
            level % 2 ? new AggregateError([error], text) : new Error(text, { cause: error });
          error = outer as unknown as typeof error;
        }
        if (isCycle) innermost.cause = error;
        const fetch: KaitenOptions['fetch'] = async () => {
          if (where === 'body') return new Response(text, { status: 400 });
          if (where !== 'json') throw error;
          const headers = { 'content-type': 'application/json' };
          return new Response(`${text}{`, { headers });
        };
        const events: unknown[] = [];
        const note = (event: unknown) => void events.push(event);
        const hooks = { onRequest: note, onResponse: note, onError: note, onRetry: note };
        const retry = { maxAttempts: 2, baseDelay: 1 };
        const kaiten = createKaiten({ domain: 'acme', token, fetch, hooks, retry });
        const thrown = await failure(kaiten.tags.create({ name: 'x' }));
        for (const value of [thrown, events, (thrown as Error).stack]) {
          const shown = inspect(value, { depth: 50, showHidden: true });
          expect(shown).not.toContain(token);
          expect(shown).not.toContain(encodeURIComponent(token));
        }
        expect(JSON.stringify(thrown)).not.toContain(JSON.stringify(token).slice(1, -1));
      }),
    );
  });

  test('is removed from 20,000 causes', async () => {
    let error = new Error(`last ${TOKEN}`);
    for (let level = 0; level < 20_000; level += 1) error = new Error(TOKEN, { cause: error });
    const fetch = () => Promise.reject(error);
    const kaiten = createKaiten({ domain: 'acme', token: TOKEN, fetch, retry: false });
    let cause = (await failure(kaiten.tags.create({ name: 'x' }))) as Error | undefined;
    let count = 0;
    for (; cause; cause = cause.cause as Error | undefined) {
      count += 1;
      expect(cause.message.includes(TOKEN)).toBe(false);
    }
    expect(count).toBeGreaterThan(100);
  });

  test('is in no error after 500 others', async () => {
    let number = 0;
    let echo = '';
    const first = 'token-number-1-';
    const kaiten = createKaiten({
      domain: 'acme',
      token: () => {
        number += 1;
        return number === 1 ? first : `another-${number}`;
      },
      retry: false,
      rateLimit: false,
      fetch: async () =>
        echo ? new Response(echo, { status: 400 }) : new Response(null, { status: 204 }),
    });
    for (let call = 0; call < 500; call += 1) await kaiten.tags.create({ name: 'x' });
    echo = `Was ${first}`;
    expect(printed(await failure(kaiten.tags.create({ name: 'x' })))).not.toContain(first);
  });

  test.each(['broken\ntoken', 'töken', ' '])(
    'that no header carries is not repeated (%j)',
    (token) => {
      const create = () => createKaiten({ domain: 'acme', token });
      expect(create).toThrow(/characters that are not allowed in a header/);
      expect(create).not.toThrow(token.trim() || '\0');
    },
  );

  test('of a function is checked, too', async () => {
    const kaiten = createKaiten({ domain: 'acme', token: () => `${TOKEN}\n${TOKEN}` });
    const error = await failure(kaiten.cards.get({ card_id: 1 }));
    expect(error).toMatchObject({ name: 'KaitenError', cause: expect.any(TypeError) });
    expect(reveals(error)).toBe(false);
  });
});

test('what goes wrong on the way is an error of the SDK', async () => {
  await using server = await testServer((_, response) => void response.destroy());
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token: TOKEN, retry: false });
  const error = await failure(kaiten.cards.get({ card_id: 1 }));
  expect(isKaitenError(error)).toBe(true);
  expect(error).toMatchObject({ name: 'ConnectionError', operationId: 'getCard' });
});

test('every error and guard is exported', () => {
  const names = Object.keys(core).filter((name) => name.endsWith('Error'));
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !(name in sdk))).toEqual([]);
});

test('a call is retried if the server fails, unless retries are off', async () => {
  let failures = 1;
  await using server = await testServer((_, response) =>
    failures-- > 0 ? json(response, '', 500) : json(response, { id: 1 }),
  );
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token: TOKEN, retry: { baseDelay: 1 } });
  const { attempts } = await kaiten.cards.get({ card_id: 1 }).withResponse();
  expect(attempts.map(({ status }) => status)).toEqual([500, 200]);
  failures = 1;
  await expect(kaiten.cards.get({ card_id: 1 }, { retry: false })).rejects.toMatchObject({
    status: 500,
  });
});
