import { gzipSync } from 'node:zlib';
import {
  type Fetch,
  isAbortError,
  isConnectionError,
  isTimeoutError,
  responseInfoOf,
} from '@kaiten-sdk/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { bufferedTimeout, retry, type TimeoutOptions, timeout } from '../src/index.js';
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

const BINARY = 'application/octet-stream';
const send = timeout(fetch);
const sendSoon = timeout(fetch, { timeout: 50 });

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a JSON response, or one without a content type', () => {
  it('is read, recorded and still readable', async () => {
    await using server = await faultServer(json);
    const response = await send(`${server.url}/cards?limit=1`);
    expect(responseInfoOf(response)).toMatchObject({ text: '{"id":1}', json: { id: 1 } });
    expect(await response.json()).toEqual({ id: 1 });
    expect(response).toMatchObject({ status: 200, redirected: false });
    expect(response.url).toBe(`${server.url}/cards?limit=1`);
  });

  it('has the URL of a redirect, which does not receive the token', async () => {
    await using other = await faultServer(json);
    await using server = await faultServer(answer(302, { location: `${other.url}/moved` }));
    const headers = { authorization: 'Bearer token' };
    const response = await send(server.url, { headers });
    expect(response).toMatchObject({ redirected: true, url: `${other.url}/moved` });
    expect(other.received).toMatchObject([{ url: '/moved' }]);
    expect(other.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is not copied for callers that read the response info', async () => {
    await using server = await faultServer(json);
    const response = await bufferedTimeout(fetch)(server.url);
    expect(responseInfoOf(response).json).toEqual({ id: 1 });
    expect(response.bodyUsed).toBe(true);
  });

  it.each([
    ['204', answer(204)],
    ['an empty 200', answer(200)],
    ['empty JSON', answer(200, { 'content-type': 'application/json' })],
    ['304', answer(304)],
  ])('may be empty: %s', async (_name, fault) => {
    await using server = await faultServer(fault);
    const response = await send(server.url);
    expect(responseInfoOf(response)).toEqual({ text: '', json: undefined });
    expect(await response.text()).toBe('');
  });

  it.each([
    ['JSON', { 'content-type': 'application/json' }],
    ['text', { 'content-type': 'text/plain' }],
    ['no type', {}],
  ])('is not empty if its compressed body is cut off in its header: %s', async (_name, type) => {
    const headers = { ...type, 'content-encoding': 'gzip' };
    await using server = await faultServer((_request, response) => {
      response.writeHead(200, headers).end(gzipSync('{"id":1}').subarray(0, 10));
    });
    for (const limited of [send, bufferedTimeout(fetch)]) {
      const error = await errorOf(limited(server.url, { call: { stream: false } }));
      expect(isConnectionError(error) && error.message).toBe('The response body is missing');
    }
  });

  it('is not empty if it ends with its connection, and the type is JSON', async () => {
    await using server = await faultServer((_request, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
    });
    expect(isConnectionError(await errorOf(send(server.url)))).toBe(true);
  });

  it('has the headers that the server sent, and no others', async () => {
    await using server = await faultServer(answer(200, {}, '{"id":1}'), answer(500, {}, 'Oops'));
    for (const text of ['{"id":1}', 'Oops']) {
      const sent = await send(server.url);
      const names = Object.keys(Object.fromEntries(sent.headers)).sort();
      expect(names).toEqual(['connection', 'date', 'keep-alive', 'transfer-encoding']);
      expect(await sent.text()).toBe(text);
    }
  });

  it.each<[string, number | undefined, number]>([
    ['the default size', undefined, 50_000_001],
    ['maxResponseBytes', 1_000, 1_001],
  ])('is not larger than %s, counted after decompression', async (_name, max, size) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await using server = await faultServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' });
      response.end(gzipSync(Buffer.alloc(size, ' ')), resolve);
    });
    const limited = retry(timeout(fetch, { maxResponseBytes: max }));
    const error = await errorOf(limited(server.url));
    expect(error).toMatchObject({ name: 'KaitenError', attempts: [{ attempt: 1 }] });
    expect((error as Error).message).toContain(`maxResponseBytes (${max ?? 50_000_000})`);
    await promise;
    expect(server.received).toHaveLength(1);
  });

  it('may have exactly maxResponseBytes', async () => {
    await using server = await faultServer(json);
    expect((await timeout(fetch, { maxResponseBytes: 8 })(server.url)).status).toBe(200);
    const error = await errorOf(timeout(fetch, { maxResponseBytes: 7 })(server.url));
    expect(error).toMatchObject({ name: 'KaitenError' });
  });

  it('that never ends takes no more than maxResponseBytes', async () => {
    await using server = await faultServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const write = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, ' ')));
      };
      response.on('drain', write);
      write();
    });
    const error = await errorOf(timeout(fetch, { maxResponseBytes: 1_000_000 })(server.url));
    expect(error).toMatchObject({ name: 'KaitenError' });
    await server.departure();
  });

  it('to HEAD is empty', async () => {
    await using server = await faultServer(json);
    const response = await send(server.url, { method: 'HEAD' });
    expect(responseInfoOf(response)).toEqual({ text: '', json: undefined });
  });

  it('can be the HTML page of a proxy', async () => {
    await using server = await faultServer(html(502));
    const response = await send(server.url);
    expect(response.status).toBe(502);
    expect(responseInfoOf(response)).toEqual({ text: '<html>Bad gateway</html>', json: undefined });
  });

  it('keeps the status code of an error response whose JSON does not parse', async () => {
    const fault = answer(403, { 'content-type': 'application/json' }, 'No access');
    await using server = await faultServer(fault);
    const response = await send(server.url);
    expect(response.status).toBe(403);
    expect(responseInfoOf(response)).toEqual({ text: 'No access', json: undefined });
  });

  it('keeps bytes that are not UTF-8', async () => {
    const bytes = Buffer.from([0xcf, 0xf0, 0xe8]);
    await using server = await faultServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv; charset=windows-1251' }).end(bytes);
    });
    const response = await send(server.url);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it.each<[string, Fault]>([
    ['reset before the headers', resetBeforeHeaders],
    ['reset in the body', resetInBody()],
    ['cut short, with its length', cutShortWithLength],
    ['cut short, without its length', cutShortWithoutLength],
    ['cut short, compressed', cutShortGzip],
  ])('is a ConnectionError when %s', async (_name, fault) => {
    await using server = await faultServer(fault);
    const call = { operationId: 'getCard', pathTemplate: '/cards/{card_id}' };
    const error = await errorOf(send(server.url, { call }));
    expect(isConnectionError(error)).toBe(true);
    expect(error).toMatchObject({ method: 'GET', ...call, cause: expect.anything() });
  });

  it('is a ConnectionError when the connection is refused', async () => {
    const error = await errorOf(send(await deadUrl()));
    expect(isConnectionError(error) && error.message).toBe('The connection failed (ECONNREFUSED)');
  });

  it.each([
    ['before the headers', hangBeforeHeaders],
    ['in the body', hangInBody()],
  ])('is a TimeoutError when it hangs %s, and the connection is closed', async (_name, fault) => {
    await using server = await faultServer(fault);
    const error = await errorOf(sendSoon(server.url));
    expect(isTimeoutError(error) && error.message).toBe('No complete response within 50 ms');
    await server.departure();
    expect(server.received).toHaveLength(1);
  });

  it('uses the timeout of the call if it has one', async () => {
    await using server = await faultServer(hangBeforeHeaders);
    const error = await errorOf(send(server.url, { call: { timeout: 20 } }));
    expect(isTimeoutError(error) && error.message).toBe('No complete response within 20 ms');
  });
});

describe('an abort', () => {
  it.each([
    ['before the headers', hangBeforeHeaders],
    ['in the body', hangInBody()],
  ])('%s ends the attempt', async (_name, fault) => {
    await using server = await faultServer(fault);
    const controller = new AbortController();
    const sent = errorOf(send(server.url, { signal: controller.signal }));
    await server.arrival();
    controller.abort('enough');
    const error = await sent;
    expect(isAbortError(error) && error.cause).toBe('enough');
    await server.departure();
  });

  it('of the signal in a Request ends it as well', async () => {
    await using server = await faultServer(hangBeforeHeaders);
    const controller = new AbortController();
    const sent = errorOf(send(new Request(server.url, { signal: controller.signal })));
    await server.arrival();
    controller.abort();
    expect(isAbortError(await sent)).toBe(true);
  });

  it('before the call sends nothing', async () => {
    await using server = await faultServer(json);
    const error = await errorOf(send(server.url, { signal: AbortSignal.abort() }));
    expect(isAbortError(error)).toBe(true);
    expect(server.received).toEqual([]);
  });

  it('works without a time limit', async () => {
    await using server = await faultServer(hangInBody());
    const controller = new AbortController();
    const unlimited = timeout(fetch, { timeout: Number.POSITIVE_INFINITY });
    const sent = errorOf(unlimited(server.url, { signal: controller.signal }));
    await server.arrival();
    controller.abort();
    expect(isAbortError(await sent)).toBe(true);
  });
});

describe('a download', () => {
  it('is returned at its headers and is not subject to the timeout', async () => {
    await using server = await faultServer((_request, response) => {
      response.writeHead(200, { 'content-type': BINARY }).write('half');
      setTimeout(() => response.end('whole'), 450);
    });
    const response = await send(server.url, { call: { timeout: 400 } });
    expect(responseInfoOf(response)).not.toHaveProperty('text');
    expect(await response.text()).toBe('halfwhole');
  });

  it('reports how many bytes arrived before it was cut off', async () => {
    await using server = await faultServer(resetInBody(BINARY, 'half'));
    const response = await send(server.url);
    const error = await errorOf(response.text());
    expect(isConnectionError(error) && error.message).toBe('The response broke off after 4 bytes');
    expect(error).toMatchObject({ method: 'GET' });
  });

  it('ends with the signal of the caller', async () => {
    await using server = await faultServer(hangInBody(BINARY, 'half'));
    const controller = new AbortController();
    const response = await send(server.url, { signal: controller.signal });
    const body = errorOf(response.text());
    controller.abort('enough');
    const error = await body;
    expect(isAbortError(error) && error.cause).toBe('enough');
    await server.departure();
  });

  it('is read if the call asks for it', async () => {
    await using server = await faultServer(answer(200, { 'content-type': BINARY }, 'content'));
    const response = await send(server.url, { call: { stream: false } });
    expect(responseInfoOf(response)).toEqual({ text: 'content', json: undefined });
  });

  it('closes its connection when the reader stops', async () => {
    await using server = await faultServer(hangInBody(BINARY, 'half'));
    const { body } = await send(server.url);
    await body?.cancel();
    await server.departure();
    expect(server.received).toHaveLength(1);
  });

  it('can have any content type if the call asks for it', async () => {
    await using server = await faultServer(hangInBody());
    const response = await send(server.url, { call: { stream: true } });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });

  it('with an error status is read', async () => {
    const fault = answer(404, { 'content-type': 'application/json' }, '{"message":"Gone"}');
    await using server = await faultServer(fault);
    const response = await send(server.url, { call: { stream: true } });
    expect(responseInfoOf(response).json).toEqual({ message: 'Gone' });
  });
});

describe('the options', () => {
  it.each([0, -1, Number.NaN, '5' as never])('reject a timeout of %o', (value) => {
    expect(() => timeout(fetch, { timeout: value })).toThrow(
      `timeout must be a number >= 1, found ${value}`,
    );
  });

  it('reject invalid values for one call', async () => {
    await expect(send('http://127.0.0.1:1', { call: { timeout: 0 } })).rejects.toThrow(RangeError);
  });

  it('have types', () => {
    expectTypeOf(timeout).toEqualTypeOf<(fetch: Fetch, options?: TimeoutOptions) => Fetch>();
    expectTypeOf(send).toExtend<typeof globalThis.fetch>();
  });
});
