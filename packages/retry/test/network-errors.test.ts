import { type Fetch, isConnectionError, isTimeoutError, type KaitenError } from '@kaiten-sdk/core';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { retry, timeout } from '../src/index.js';
import { faultServer, json } from './fault-server.js';
import { selfSignedServer } from './self-signed-server.js';

const HASTE = { baseDelay: 0 };

/** Sends with retries, and returns the error and the number of attempts. */
async function failureOf(inner: Fetch, ...request: Parameters<Fetch>) {
  const counted = vi.fn(inner);
  const error: KaitenError = await retry(
    timeout(counted),
    HASTE,
  )(...request).then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  expect(error.attempts).toHaveLength(counted.mock.calls.length);
  return { error, attempts: counted.mock.calls.length };
}

const throwing = (error: unknown): Fetch => {
  return () => Promise.reject(error);
};

describe('a request that can never succeed gets one attempt', () => {
  it.each<[string, Parameters<Fetch>, string]>([
    ['a URL that does not parse', ['http://['], 'ERR_INVALID_URL'],
    ['a URL of another scheme', ['gopher://127.0.0.1/'], 'unknown scheme'],
    ['a port that fetch refuses', ['http://127.0.0.1:1/'], 'bad port'],
    ['an invalid header', ['http://127.0.0.1/', { headers: { a: 'a\nsecret' } }], 'TypeError'],
    ['an invalid header name', ['http://127.0.0.1/', { headers: { 'a b': 'c' } }], 'TypeError'],
    ['an invalid method', ['http://127.0.0.1/', { method: 'A B' }], 'TypeError'],
    ['a GET with a body', ['http://127.0.0.1/', { body: 'secret' }], 'TypeError'],
  ])('%s', async (_name, request, detail) => {
    const { error, attempts } = await failureOf(fetch, ...request);
    expect(attempts).toBe(1);
    expect(error.name).toBe('KaitenError');
    expect(error.message).toContain('fetch cannot send this request');
    expect(error.message).toContain(detail);
    expect(error.message).not.toContain('secret');
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it('a server whose certificate is self-signed', async () => {
    await using server = await selfSignedServer();
    const { error, attempts } = await failureOf(fetch, server.url);
    expect(attempts).toBe(1);
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(isConnectionError(error)).toBe(false);
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_INVALID_ARG_TYPE',
    'UND_ERR_INVALID_ARG',
    'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  ])('an error with the code %s', async (code) => {
    const cause = Object.assign(new Error(), { code });
    const { error, attempts } = await failureOf(
      throwing(new TypeError('fetch failed', { cause })),
      'http://x',
    );
    expect(attempts).toBe(1);
    expect(error.message).toContain(code);
  });

  it.each([
    new TypeError("Cannot read properties of undefined (reading 'x')"),
    new TypeError('fetch is not a function'),
    new ReferenceError('x is not defined'),
    new SyntaxError('Unexpected token'),
    new RangeError('Maximum call stack size exceeded'),
  ])('a fetch that throws %o', async (thrown) => {
    const { error, attempts } = await failureOf(throwing(thrown), 'http://x');
    expect(attempts).toBe(1);
    expect(error.message).toContain(thrown.name);
    expect(error.cause).toBe(thrown);
  });
});

describe('a network error is retried', () => {
  it.each([
    'fetch failed',
    'terminated',
    'Failed to fetch',
    'NetworkError when attempting to fetch resource.',
    'Load failed',
    'The Internet connection appears to be offline.',
    'The network connection was lost.',
    'Network request failed',
    'network error',
    'error sending request for url (http://x/): connection refused',
    'Error in body stream',
  ])('TypeError: %s', async (message) => {
    const { error, attempts } = await failureOf(throwing(new TypeError(message)), 'http://x');
    expect(attempts).toBe(5);
    expect(isConnectionError(error)).toBe(true);
  });

  it.each([
    'ECONNRESET',
    'UND_ERR_SOCKET',
    'HPE_INVALID_CONSTANT',
    'Z_DATA_ERROR',
    'EPIPE',
    'ENOTFOUND',
  ])('the code %s', async (code) => {
    const { attempts } = await failureOf(
      throwing(new TypeError('fetch failed', { cause: { code } })),
      'http://x',
    );
    expect(attempts).toBe(5);
  });

  it('an Error without a code, as in workers', async () => {
    const { attempts } = await failureOf(
      throwing(new Error('Network connection lost.')),
      'http://x',
    );
    expect(attempts).toBe(5);
  });
});

describe("a limit of Node's fetch itself", () => {
  it.each([
    ['UND_ERR_HEADERS_TIMEOUT', 'headersTimeout (default 300 s)'],
    ['UND_ERR_BODY_TIMEOUT', 'bodyTimeout (default 300 s)'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connectTimeout (default 10 s)'],
  ])('%s is a TimeoutError that names it', async (code, limit) => {
    const cause = Object.assign(new Error(), { code });
    const thrown = new TypeError('fetch failed', { cause });
    const { error, attempts } = await failureOf(throwing(thrown), 'http://x');
    expect(attempts).toBe(5);
    expect(isTimeoutError(error)).toBe(true);
    expect(error.message).toContain(limit);
    expect(error.message).toContain('dispatcher');
    expect(error.cause).toBe(thrown);
  });
});

it("a download that Node's own limit ends is a TimeoutError that names it", async () => {
  const cause = Object.assign(new Error(), { code: 'UND_ERR_BODY_TIMEOUT' });
  const body = new ReadableStream({
    pull: (controller) => controller.error(new TypeError('terminated', { cause })),
  });
  const headers = { 'content-type': 'application/pdf' };
  const response = await timeout(async () => new Response(body, { headers }))('http://x');
  await expect(response.text()).rejects.toMatchObject({
    name: 'TimeoutError',
    message: expect.stringContaining('bodyTimeout (default 300 s)'),
  });
});

describe('the causes of an error', () => {
  it('may be a cycle', async () => {
    const cyclic = new TypeError('fetch failed') as TypeError & { errors?: unknown };
    cyclic.cause = cyclic;
    cyclic.errors = [cyclic];
    const { error } = await failureOf(throwing(cyclic), 'http://x', { method: 'POST' });
    expect(error.cause).toBe(cyclic);
  });

  it('may be 20,000 deep', async () => {
    let deep: unknown = { code: 'ECONNRESET' };
    for (let depth = 0; depth < 20_000; depth += 1) deep = new Error('', { cause: deep });
    const { error } = await failureOf(throwing(deep), 'http://x', { method: 'POST' });
    expect(isConnectionError(error)).toBe(true);
  });

  it('may be anything', () =>
    fc.assert(
      fc.asyncProperty(fc.anything({ maxDepth: 3 }), fc.boolean(), async (thrown, isCause) => {
        const reason = isCause ? new TypeError('fetch failed', { cause: thrown }) : thrown;
        const { error } = await failureOf(throwing(reason), 'http://x', { method: 'POST' });
        expect(typeof error.message).toBe('string');
      }),
      { numRuns: 200 },
    ));
});

describe('a fetch that ignores its signal', () => {
  const never: Fetch = () => new Promise(() => {});

  it.each<[string, Fetch]>([
    ['timeout', timeout(never, { timeout: 20 })],
    ['retry', retry(never, { deadline: 20 })],
  ])('is ended by the limit of %s', async (_name, send) => {
    const error = await send('http://x', { method: 'POST' }).catch((reason: unknown) => reason);
    expect(isTimeoutError(error)).toBe(true);
  });

  it.each<[string, Fetch]>([
    ['timeout', timeout(never, { timeout: Number.POSITIVE_INFINITY })],
    ['retry', retry(never, { deadline: Number.POSITIVE_INFINITY })],
  ])('is ended by an abort with %s', async (_name, send) => {
    const controller = new AbortController();
    const sent = send('http://x', { signal: controller.signal });
    controller.abort('enough');
    await expect(sent).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
  });

  it('is not called after an abort', async () => {
    const inner = vi.fn(never);
    const sent = timeout(inner)('http://x', { signal: AbortSignal.abort() });
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    expect(inner).not.toHaveBeenCalled();
  });

  it('is ended in the body', async () => {
    const body = new ReadableStream({ pull: () => new Promise(() => {}) });
    const send = timeout(async () => new Response(body), { timeout: 20 });
    const error = await send('http://x').catch((reason: unknown) => reason);
    expect(isTimeoutError(error)).toBe(true);
  });

  it('may have no web streams', async () => {
    await using server = await faultServer(json);
    const withoutStreams: Fetch = async (...request) => {
      const { status, ok, headers, ...rest } = await fetch(...request).then(async (response) => ({
        status: response.status,
        ok: response.ok,
        headers: response.headers,
        text: await response.text(),
      }));
      return { status, ok, headers, text: async () => rest.text } as unknown as Response;
    };
    const response = await retry(timeout(withoutStreams))(server.url);
    expect(await response.text()).toBe('{"id":1}');
  });
});
