import { getCard } from '@kaiten-sdk/client';
import { describe, expect, test } from 'vitest';
import { createKaiten, type KaitenOptions } from '../src/index.js';
import { createTransport } from '../src/transport.js';
import { answering, testServer } from './server.js';

const valid = { domain: 'acme', token: 'secret' };

describe('an option that cannot be meant', () => {
  test.each<[object, string]>([
    [{ timout: 5 }, 'There is no option timout: did you mean timeout?'],
    [{ ratelimit: false }, 'There is no option ratelimit: did you mean rateLimit?'],
    [{ anything: 1 }, 'There is no option anything: use one of domain, baseUrl, token'],
    [{ retry: 3 }, 'retry is 3: pass false or an object such as { maxAttempts: 3 }'],
    [{ retry: true }, 'retry is true: pass false or an object'],
    [
      { retry: { maxAtempts: 3 } },
      'There is no option retry.maxAtempts: did you mean maxAttempts?',
    ],
    [{ retry: { repeatable: 'yes' } }, 'retry.repeatable is "yes": pass true or false'],
    [{ retry: { maxAttempts: Number.NaN } }, 'maxAttempts must be a number >= 1, found NaN'],
    [{ rateLimit: true }, 'rateLimit is true: pass false or an object such as { limit: 5 }'],
    [{ rateLimit: 5 }, 'rateLimit is 5: pass false or an object'],
    [{ rateLimit: { limits: 5 } }, 'There is no option rateLimit.limits: did you mean limit?'],
    [
      { rateLimit: { limit: 'fast' } },
      `rateLimit.limit is "fast": use a number of at least 1, or 'auto'`,
    ],
    [{ timeout: '5s' }, 'timeout must be a number >= 1, found 5s'],
    [{ deadline: 0 }, 'deadline must be a number >= 1, found 0'],
    [{ fetch: {} }, 'fetch is [object Object]: pass a function, or omit it'],
    [{ hooks: { onretry() {} } }, 'There is no option hooks.onretry: did you mean onRetry?'],
    [{ hooks: { onRetry: true } }, 'hooks.onRetry is true: pass a function'],
    [{ headers: { 'x-id': 5 } }, 'the value of "x-id" is not a header'],
    [{ headers: { 'x-id': 'a\nb' } }, 'the value of "x-id" is not a header'],
    [{ headers: { 'x-id': 'ж' } }, 'the value of "x-id" is not a header'],
    [{ headers: { 'x id': 'a' } }, 'the value of "x id" is not a header'],
    [{ headers: new Headers({ a: 'b' }) }, 'headers is of type object: pass a plain object'],
    [{ token: 'Bearer abc' }, 'leave out "Bearer"'],
    [{ token: 'a b' }, 'token is empty or contains characters that are not allowed'],
    [{ domain: 'a.example:99999' }, 'domain is "a.example:99999"'],
    [{ domain: undefined, baseUrl: 'https://a.example:99999/api' }, 'baseUrl must be a URL'],
    [{ domain: undefined, baseUrl: 'https://a.example/api?a=1' }, 'baseUrl must be a URL'],
    [{ domain: undefined, baseUrl: 'https://a.example/api#a' }, 'baseUrl must be a URL'],
    [{ domain: undefined, baseUrl: 'https://u:p@a.example/api' }, 'baseUrl must be a URL'],
    [{ domain: undefined, baseUrl: 'https://[::1/api' }, 'baseUrl must be a URL'],
  ])('of createKaiten throws: %o', (options, message) => {
    expect(() => createKaiten({ ...valid, ...options } as KaitenOptions)).toThrow(message);
  });

  test.each<[object, string]>([
    [{ timout: 5 }, 'There is no option timout: did you mean timeout?'],
    [{ retry: 3 }, 'retry is 3: pass false or an object such as { maxAttempts: 3 }'],
    [{ retry: { maxAttempts: 0 } }, 'maxAttempts must be a number >= 1, found 0'],
    [{ priority: Number.NaN }, 'priority is NaN: pass a finite number'],
    [{ priority: 'high' }, 'priority is "high": pass a finite number'],
    [{ timeout: Number.NaN }, 'timeout must be a number >= 1, found NaN'],
    [{ signal: new AbortController() }, 'signal is [object AbortController]: pass an AbortSignal'],
    [{ headers: { 'x-id': '\0' } }, 'the value of "x-id" is not a header'],
    [{ onProgress() {} }, 'There is no option onProgress'],
  ])('of a call rejects before anything is sent: %o', async (options, message) => {
    await using server = await testServer(answering([]));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token: 'secret' });
    const path = { card_id: 1 };
    const calls = [
      () => kaiten.cards.get(path, options as never),
      () => kaiten.cards.list({}, options as never),
      () => kaiten.cards.list({}, options as never).toArray({ max: 1 }),
      () => kaiten.request('GET', '/cards', options as never),
      () => kaiten.download(`${server.baseUrl}/a`, options as never),
      () => getCard({ client: kaiten.client, path, meta: options as never }),
    ];
    // Methods of lists throw, the others reject.
    for (const call of calls) await expect((async () => call())()).rejects.toThrow(message);
    expect(server.received).toEqual([]);
  });

  test('of a list rejects before anything is sent', async () => {
    await using server = await testServer(answering([]));
    const { cards } = createKaiten({ baseUrl: server.baseUrl, token: 'secret' });
    const list = async (options: object) => cards.list({}, options as never);
    await expect(list({ pagesize: 5 })).rejects.toThrow('did you mean pageSize?');
    await expect(list({ stable: 'yes' })).rejects.toThrow('stable is "yes": pass true or false');
    await expect(list({ pageSize: Number.NaN })).rejects.toThrow('pageSize');
    expect(server.received).toEqual([]);
  });

  test('of createTransport throws if it is the token or the base URL', () => {
    const transport = (options: object) => () =>
      createTransport({ baseUrl: 'https://a.example/api', token: 'secret', ...options });
    expect(transport({})).not.toThrow();
    expect(transport({ token: 'Bearer abc' })).toThrow('leave out "Bearer"');
    expect(transport({ baseUrl: 'https://a.example:99999' })).toThrow('baseUrl must be a URL');
    expect(transport({ timeout: Number.NaN })).toThrow('timeout must be a number');
  });

  test('does not include an option that is undefined', async () => {
    const fetch = async () => Response.json([]);
    const none = { timeout: undefined, headers: undefined, signal: undefined, priority: undefined };
    const { signal: _, priority: __, ...common } = none;
    const kaiten = createKaiten({ ...valid, ...common, retry: undefined, fetch });
    expect(await kaiten.cards.get({ card_id: 1 }, none)).toEqual([]);
  });
});

test.each([
  ['http://[::1]:3000/api', 'http://[::1]:3000/api/boards/1'],
  ['https://канбан.рф/api', 'https://канбан.рф/api/boards/1'],
  ['https://xn--80aaaaaa.example/api/', 'https://xn--80aaaaaa.example/api/boards/1'],
])('%s is a base URL', async (baseUrl, url) => {
  const fetch = async (input: string | URL | Request) => Response.json(String(input));
  const kaiten = createKaiten({ baseUrl, token: 'secret', fetch });
  expect(await kaiten.boards.get({ id: 1 })).toBe(url);
});

test('a domain may be in any script', async () => {
  const fetch = async (input: string | URL | Request) => Response.json(String(input));
  const kaiten = createKaiten({ domain: 'канбан.рф', token: 'secret', fetch });
  expect(await kaiten.boards.get({ id: 1 })).toBe('https://канбан.рф/api/latest/boards/1');
});

describe('a request body', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;

  test.each<[object, string]>([
    [{ title: Number.NaN }, 'PATCH /cards/{card_id}: title is NaN; '],
    [{ due_date: new Date(Number.NaN) }, 'due_date is [object Date]; '],
    [{ properties: new Map() }, 'properties is [object Map]; '],
    [{ properties: { id_1: new Set() } }, 'id_1 is [object Set]; '],
    [{ tags: [1, undefined] }, '1 is undefined; '],
    [{ size: 10n }, 'size is 10; '],
    [{ body: { title: 'a' } }, 'updateCard: it has no body; pass the properties next to'],
  ])('that JSON cannot contain is not sent: %o', async (properties, message) => {
    await using server = await testServer(answering({}));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token: 'secret' });
    const update = kaiten.cards.update({ card_id: 1, ...properties } as never);
    await expect(update).rejects.toThrow(message);
    expect(server.received).toEqual([]);
  });

  test('is sent as JSON.stringify writes it', async () => {
    await using server = await testServer(answering({}));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token: 'secret' });
    const body = {
      a: [1, null, 'x', true],
      b: { c: new Date(0), d: undefined },
      e: new URL('a:b'),
    };
    await kaiten.request('POST', '/a', { body });
    expect(String(server.received[0]?.body)).toBe(JSON.stringify(body));
    await expect(kaiten.request('POST', '/a', { body: cyclic })).rejects.toThrow(TypeError);
  });
});

test.each([17, 'a', [1], new Map([['card_id', 1]])])(
  'parameters that are not an object are refused: %o',
  async (params) => {
    const { cards } = createKaiten(valid);
    await expect(cards.get(params as never)).rejects.toThrow('getCard: pass its parameters');
    expect(() => cards.list(params as never)).toThrow('listCards: pass its parameters');
  },
);
