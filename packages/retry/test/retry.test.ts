import {
  type Fetch,
  isAbortError,
  isConnectionError,
  isTimeoutError,
  QueueFullError,
  responseInfoOf,
} from '@kaiten-sdk/core';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { type RetryOptions, retry, timeout } from '../src/index.js';
import {
  answer,
  cutShortGzip,
  cutShortWithLength,
  cutShortWithoutLength,
  deadUrl,
  type Fault,
  faultServer,
  hangBeforeHeaders,
  hangInBody,
  html,
  json,
  resetBeforeHeaders,
  resetInBody,
} from './fault-server.js';

const HASTE = { baseDelay: 1 } satisfies RetryOptions;
// Far above what a loopback takes on a busy machine: only what hangs runs into it.
const send = retry(timeout(fetch, { timeout: 400 }), HASTE);

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const busy = answer(503);

describe('a request that can be retried', () => {
  it.each<[string, Fault]>([
    ['a reset before the headers', resetBeforeHeaders],
    ['a reset in the body', resetInBody()],
    ['a hang before the headers', hangBeforeHeaders],
    ['a hang in the body', hangInBody()],
    ['JSON cut short, with its length', cutShortWithLength],
    ['JSON cut short, without its length', cutShortWithoutLength],
    ['JSON cut short, compressed', cutShortGzip],
    ['a 502 from a proxy', html(502)],
    ['a 503 with a date in the past', answer(503, { 'retry-after': new Date(0).toUTCString() })],
    ['a 429 without headers', answer(429)],
    ['a 429 with seconds', answer(429, { 'retry-after': '0.01' })],
    ['a 429 with a date', answer(429, { 'retry-after': new Date().toUTCString() })],
    ['a 429 with a reset', answer(429, { 'x-ratelimit-reset': '0.01' })],
    ['408', answer(408)],
    ['425', answer(425)],
    ['500', answer(500)],
  ])('is repeated after %s', async (_name, fault) => {
    await using server = await faultServer(fault, json);
    const response = await send(server.url);
    expect(await response.json()).toEqual({ id: 1 });
    expect(server.received).toHaveLength(2);
    const [first, second] = responseInfoOf(response).attempts ?? [];
    expect(first).toMatchObject({ attempt: 1, delay: expect.any(Number) });
    expect(second).toEqual({ attempt: 2, duration: expect.any(Number), status: 200 });
  });

  it.each([400, 401, 403, 404, 409, 501, 505])('is not retried after %i', async (status) => {
    await using server = await faultServer(answer(status), json);
    const response = await send(server.url);
    expect(response.status).toBe(status);
    expect(server.received).toHaveLength(1);
  });

  it('returns the HTML page of a proxy', async () => {
    await using server = await faultServer(html(200));
    expect((await send(server.url)).headers.get('content-type')).toBe('text/html');
  });

  it('returns the last response of a burst', async () => {
    await using server = await faultServer(answer(500, {}, 'Boom'));
    const response = await send(server.url);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('Boom');
    expect(responseInfoOf(response).attempts?.map(({ status }) => status)).toEqual(
      Array(5).fill(500),
    );
    expect(responseInfoOf(response).notRetried).toBeUndefined();
    expect(server.received).toHaveLength(5);
  });

  it('throws an error with all attempts', async () => {
    const url = await deadUrl();
    const call = { operationId: 'getCard', pathTemplate: '/cards/{card_id}' };
    const error = await errorOf(send(`${url}/cards/1?token=s3cret`, { call }));
    if (!isConnectionError(error)) throw error;
    expect(error.message).toBe(
      'GET /cards/{card_id}: The connection failed (ECONNREFUSED) (5 attempts)',
    );
    expect(error).toMatchObject({ ...call, method: 'GET' });
    expect(error.attempts).toHaveLength(5);
    expect(error.cause).toMatchObject({ message: 'fetch failed' });
  });

  it('names the URL without its query if there is no path template', async () => {
    const url = await deadUrl();
    const error = await errorOf(send(`${url}/cards?secret=1`, { call: { maxAttempts: 1 } }));
    expect(String(error)).toBe(
      `ConnectionError: GET ${url}/cards: The connection failed (ECONNREFUSED)`,
    );
  });

  it('wraps the global fetch', async () => {
    await using server = await faultServer(resetBeforeHeaders, busy, json);
    const response = await retry(fetch, HASTE)(server.url);
    expect(await response.json()).toEqual({ id: 1 });
    expect(server.received).toHaveLength(3);
  });

  it('leaves no connection open', async () => {
    const long = 'x'.repeat(1_000_000);
    await using server = await faultServer(answer(503, {}, long), answer(503, {}, long), json);
    await (await retry(fetch, HASTE)(server.url)).text();
    await vi.waitFor(() => expect(server.connections()).toBeLessThanOrEqual(1));
  });
});

describe('a write', () => {
  const post = { method: 'POST', body: '{"title":"Card"}' };

  it.each<[string, Fault]>([
    ['a reset before the headers', resetBeforeHeaders],
    ['a reset in the body', resetInBody()],
    ['a hang before the headers', hangBeforeHeaders],
    ['JSON cut short', cutShortWithoutLength],
  ])('is sent once where %s leaves it open what happened', async (_name, fault) => {
    await using server = await faultServer(fault, json);
    const error = await errorOf(send(server.url, post));
    expect(isConnectionError(error) || isTimeoutError(error)).toBe(true);
    expect(server.received).toHaveLength(1);
  });

  it('is not retried after 500', async () => {
    await using server = await faultServer(answer(500), json);
    expect((await send(server.url, post)).status).toBe(500);
    expect(server.received).toHaveLength(1);
  });

  it('is retried after 429', async () => {
    await using server = await faultServer(answer(429), json);
    expect((await send(server.url, post)).status).toBe(200);
    expect(server.received.map(({ body }) => body)).toEqual([post.body, post.body]);
  });

  it('is retried after a refused connection', async () => {
    const error = await errorOf(send(await deadUrl(), post));
    expect(isConnectionError(error) && error.attempts).toHaveLength(5);
  });

  it('is retried after 500 with repeatable: true', async () => {
    await using server = await faultServer(answer(500), json);
    const response = await send(server.url, { ...post, call: { repeatable: true } });
    expect(response.status).toBe(200);
    await using other = await faultServer(answer(500), json);
    const sendAll = retry(timeout(fetch), { ...HASTE, repeatable: true });
    expect((await sendAll(other.url, post)).status).toBe(200);
  });

  it('is not retried with repeatable: false, and neither is a read', async () => {
    await using server = await faultServer(answer(429));
    const call = { repeatable: false };
    expect((await send(server.url, { ...post, call })).status).toBe(429);
    expect((await send(server.url, { call })).status).toBe(429);
    expect(server.received).toHaveLength(2);
  });
});

describe('the detection of writes that were not sent', () => {
  const failed = (...causes: object[]): Fetch => {
    const cause =
      causes.length > 1 ? Object.assign(new AggregateError(causes), causes[0]) : causes[0];
    return vi.fn(() => Promise.reject(new TypeError('fetch failed', { cause })));
  };
  const connect = (code: string) => ({ code, syscall: 'connect' });

  it.each([
    [connect('ECONNREFUSED')],
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
    [connect('ENETUNREACH')],
    [connect('EHOSTUNREACH')],
    [connect('ECONNRESET')],
    [connect('ETIMEDOUT')],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }],
    [connect('ECONNREFUSED'), connect('ETIMEDOUT')],
  ])('is surely no after %o', async (...causes) => {
    const inner = failed(...causes);
    await errorOf(retry(timeout(inner), HASTE)('http://x', { method: 'POST' }));
    expect(inner).toHaveBeenCalledTimes(5);
  });

  it.each([
    [{ code: 'ECONNRESET', syscall: 'read' }],
    [{ code: 'ETIMEDOUT', syscall: 'read' }],
    [{ code: 'EHOSTUNREACH', syscall: 'read' }],
    [{ code: 'ECONNRESET' }],
    [{ code: 'UND_ERR_SOCKET' }],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }],
    [connect('ECONNREFUSED'), { code: 'ECONNRESET', syscall: 'read' }],
    [new Error('connection refused')],
  ])('is not surely no after %o', async (...causes) => {
    const inner = failed(...causes);
    await errorOf(retry(timeout(inner), HASTE)('http://x', { method: 'POST' }));
    expect(inner).toHaveBeenCalledTimes(1);
  });

  it('reads the error itself, as in Bun', async () => {
    const refused = Object.assign(new Error('Unable to connect'), { code: 'ConnectionRefused' });
    const inner = vi.fn(() => Promise.reject(refused));
    await errorOf(retry(inner, HASTE)('http://x', { method: 'POST' }));
    expect(inner).toHaveBeenCalledTimes(5);
  });

  it('is not possible in browsers', async () => {
    const inner = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
    await errorOf(retry(inner, HASTE)('http://x', { method: 'POST' }));
    expect(inner).toHaveBeenCalledTimes(1);
  });
});

describe('a body', () => {
  const form = () => {
    const data = new FormData();
    data.set('file', new Blob(['content']), 'a.txt');
    return data;
  };

  it.each<[string, () => Parameters<Fetch>[1]]>([
    ['text', () => ({ body: 'content' })],
    ['bytes', () => ({ body: new TextEncoder().encode('content') })],
    ['a Blob', () => ({ body: new Blob(['content']) })],
    ['a form', () => ({ body: form() })],
  ])('that is %s is sent again', async (_name, options) => {
    await using server = await faultServer(answer(429), json);
    expect((await send(server.url, { method: 'POST', ...options() })).status).toBe(200);
    for (const { body } of server.received) expect(body).toContain('content');
  });

  it('of a Request is cloned before the first attempt', async () => {
    await using server = await faultServer(answer(429), answer(429), json);
    const request = new Request(server.url, { method: 'POST', body: 'content' });
    expect((await send(request)).status).toBe(200);
    expect(server.received.map(({ body }) => body)).toEqual(Array(3).fill('content'));
  });

  it('of a Request that is not retried is not cloned', async () => {
    await using server = await faultServer(json);
    const request = new Request(server.url, { method: 'POST', body: 'content' });
    const clone = vi.spyOn(request, 'clone');
    await send(request, { call: { repeatable: false } });
    expect(clone).not.toHaveBeenCalled();
  });

  it('that is a stream is sent once, and the response info says why', async () => {
    await using server = await faultServer(answer(429), json);
    const body = new Blob(['content']).stream();
    const options = { method: 'POST', body, duplex: 'half' } as RequestInit;
    const response = await send(server.url, options);
    expect(response.status).toBe(429);
    expect(responseInfoOf(response).notRetried).toBe('a stream can be sent only once');
    expect(server.received.map(({ body }) => body)).toEqual(['content']);
  });

  it('that is a stream is sent once, and the error says why', async () => {
    const body = new Blob(['content']).stream();
    const options = { method: 'PUT', body, duplex: 'half' } as RequestInit;
    const url = await deadUrl();
    expect(String(await errorOf(send(url, options)))).toBe(
      `ConnectionError: PUT ${url}: The connection failed (ECONNREFUSED); not retried: a stream can be sent only once`,
    );
  });
});

describe('an abort', () => {
  it.each<[string, Fault]>([
    ['before the headers', hangBeforeHeaders],
    ['in the body', hangInBody()],
  ])('%s ends the call', async (_name, fault) => {
    await using server = await faultServer(fault);
    const controller = new AbortController();
    const patient = retry(timeout(fetch), HASTE);
    const sent = errorOf(patient(server.url, { signal: controller.signal }));
    await server.arrival();
    controller.abort('enough');
    const error = await sent;
    expect(isAbortError(error) && error).toMatchObject({ cause: 'enough', method: 'GET' });
    expect(isAbortError(error) && error.attempts).toHaveLength(1);
    await server.departure();
  });

  it('before the call sends nothing', async () => {
    await using server = await faultServer(json);
    const error = await errorOf(send(server.url, { signal: AbortSignal.abort() }));
    expect(isAbortError(error) && error.attempts).toEqual([]);
    expect(server.received).toEqual([]);
  });

  it('during a delay ends the call', async () => {
    await using server = await faultServer(answer(503, { 'retry-after': '30' }));
    const controller = new AbortController();
    const onRetry = () => controller.abort();
    const sent = retry(timeout(fetch), { onRetry })(server.url, { signal: controller.signal });
    const error = await errorOf(sent);
    expect(isAbortError(error) && error.attempts).toHaveLength(1);
    expect(server.received).toHaveLength(1);
  });

  it('by AbortSignal.timeout is a TimeoutError', async () => {
    await using server = await faultServer(hangBeforeHeaders);
    const sent = retry(fetch)(server.url, { signal: AbortSignal.timeout(30) });
    expect(isTimeoutError(await errorOf(sent))).toBe(true);
  });

  it.each([undefined, 60_000])(
    'ends a download after its headers, deadline %o',
    async (deadline) => {
      await using server = await faultServer(hangInBody('image/png', 'half'));
      for (const inner of [fetch, timeout(fetch)]) {
        const controller = new AbortController();
        const download = retry(inner, { ...HASTE, ...(deadline && { deadline }) });
        const response = await download(server.url, { signal: controller.signal });
        expect(responseInfoOf(response).attempts).toHaveLength(1);
        const body = errorOf(response.text());
        controller.abort();
        expect(await body).toMatchObject({ name: 'AbortError' });
        await server.departure();
      }
    },
  );
});

describe('the deadline', () => {
  it('ends an attempt', async () => {
    await using server = await faultServer(hangBeforeHeaders);
    const call = { deadline: 50, timeout: 10_000 };
    const error = await errorOf(send(server.url, { call }));
    expect(isTimeoutError(error) && error.message).toBe(
      'No complete response within the deadline of 50 ms',
    );
    expect(isTimeoutError(error) && error.attempts).toHaveLength(1);
    await server.departure();
  });

  it('ends the global fetch as well', async () => {
    await using server = await faultServer(hangBeforeHeaders);
    expect(isTimeoutError(await errorOf(retry(fetch, { deadline: 50 })(server.url)))).toBe(true);
  });

  it('does not end a download that has begun', async () => {
    await using server = await faultServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).write('half');
      setTimeout(() => response.end('whole'), 450);
    });
    const { signal } = new AbortController();
    for (const inner of [fetch, timeout(fetch)]) {
      const response = await retry(inner, { deadline: 400 })(server.url, { signal });
      expect(await response.text()).toBe('halfwhole');
    }
  });
});

describe('an error other than a network error', () => {
  it('is rethrown with its attempts', async () => {
    const full = new QueueFullError(10);
    const inner = vi.fn(() => Promise.reject(full));
    expect(await errorOf(retry(inner)('http://x', { method: 'POST' }))).toBe(full);
    expect(full).toMatchObject({ method: 'POST', attempts: [{ attempt: 1, error: full }] });
    expect(inner).toHaveBeenCalledTimes(1);
  });
});

describe('hooks', () => {
  it('receive every attempt, without query and headers', async () => {
    await using server = await faultServer(busy, json);
    const onAttempt = vi.fn();
    const onRetry = vi.fn();
    const call = { operationId: 'getCard', pathTemplate: '/cards/{card_id}' };
    const headers = { authorization: 'Bearer s3cret' };
    await retry(fetch, { ...HASTE, onAttempt, onRetry })(`${server.url}/cards/1?q=s3cret`, {
      headers,
      call,
    });
    const seen = { method: 'GET', url: `${server.url}/cards/1`, ...call };
    const first = { ...seen, attempt: 1, status: 503, delay: expect.any(Number) };
    expect(onAttempt.mock.calls).toMatchObject([[first], [{ ...seen, attempt: 2, status: 200 }]]);
    expect(onRetry.mock.calls).toMatchObject([[first]]);
    expect(JSON.stringify([onAttempt.mock.calls, onRetry.mock.calls])).not.toContain('s3cret');
  });

  it.each([
    [
      'throw',
      () => {
        throw new Error('hook');
      },
    ],
    ['reject', () => Promise.reject(new Error('hook'))],
  ])('that %s do not matter', async (_name, hook) => {
    await using server = await faultServer(busy, json);
    const response = await retry(fetch, { ...HASTE, onAttempt: hook, onRetry: hook })(server.url);
    expect(response.status).toBe(200);
  });
});

describe('the options', () => {
  it.each<[keyof RetryOptions, number, number]>([
    ['maxAttempts', 0, 1],
    ['baseDelay', -1, 0],
    ['maxDelay', Number.NaN, 0],
    ['deadline', 0, 1],
    ['budget', -1, 0],
  ])('refuse %s: %d', (name, value, least) => {
    expect(() => retry(fetch, { [name]: value })).toThrow(
      `${name} must be a number >= ${least}, found ${value}`,
    );
  });

  it('reject invalid values for one call', async () => {
    await expect(send('http://x', { call: { maxAttempts: 0 } })).rejects.toThrow(RangeError);
    await expect(send('http://x', { call: { deadline: -1 } })).rejects.toThrow(RangeError);
  });

  it('have types', () => {
    expectTypeOf(retry).toEqualTypeOf<(fetch: Fetch, options?: RetryOptions) => Fetch>();
    expectTypeOf(send).toExtend<typeof globalThis.fetch>();
    retry(fetch, {
      onRetry: ({ attempt, delay, status }) => {
        expectTypeOf(delay).toEqualTypeOf<number>();
        expectTypeOf(status).toEqualTypeOf<number | undefined>();
        expectTypeOf(attempt).toEqualTypeOf<number>();
      },
    });
  });
});
