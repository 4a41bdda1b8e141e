import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  json,
  redirect,
  type ScriptedResponse,
  scriptedServer,
  silence,
  status,
  text,
} from '../testing/scripted-server.ts';
import { temporaryFolder, UNREACHABLE_URL } from '../testing/temporary-root.ts';
import { SpecRejectedError, SpecUnreachableError } from './failures.ts';
import { type FetchSpecOptions, fetchSpec } from './fetch.ts';

const MIB = 2 ** 20;

function get(url: string, more: Partial<FetchSpecOptions> = {}) {
  const backoff = { baseMs: 1, capMs: 5 };
  return fetchSpec({ url, limits: { bytes: 16 * MIB }, timeoutMs: 5000, backoff, ...more });
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('it succeeded'),
    (error: Error) => error,
  );
}

describe('a document', () => {
  it('comes with its validators and type', async () => {
    const headers = { etag: '"1"', 'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT' };
    const server = await scriptedServer(json({ a: 1 }, headers));
    expect(await get(server.url())).toEqual({
      kind: 'document',
      bytes: Buffer.from('{"a":1}'),
      etag: '"1"',
      lastModified: 'Thu, 01 Jan 1970 00:00:00 GMT',
      finalUrl: server.url(),
      contentType: 'application/json',
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('if-none-match');
    expect(server.requests[0]?.headers).not.toHaveProperty('if-modified-since');
  });

  it('may come without any', async () => {
    const server = await scriptedServer(text('{}'));
    expect(await get(server.url())).toMatchObject({
      etag: null,
      lastModified: null,
      contentType: null,
    });
  });

  it('may come compressed', async () => {
    const server = await scriptedServer(text(gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }));
    expect(await get(server.url())).toMatchObject({ bytes: Buffer.from('{"a":1}') });
  });

  it('may come from a file, by path or URL', async () => {
    const path = join(await temporaryFolder(), 'spec.json');
    await writeFile(path, '{}');
    const want = { kind: 'document', bytes: Buffer.from('{}'), finalUrl: path };
    expect(await get(path)).toMatchObject(want);
    expect(await get(pathToFileURL(path).href)).toMatchObject(want);
  });
});

describe('an unusable file', () => {
  it('is missing', async () => {
    const path = join(await temporaryFolder(), 'missing.json');
    const failure = await failureOf(get(path));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toBe(`Cannot read ${path}: the file does not exist`);
  });

  it('is not a file', async () => {
    await expect(get(await temporaryFolder())).rejects.toThrow('is not a file');
  });

  it('is too large', async () => {
    const path = join(await temporaryFolder(), 'large.json');
    await writeFile(path, '12345');
    const failure = get(path, { limits: { bytes: 4 } });
    await expect(failure).rejects.toThrow(
      `${path} has 5 bytes, more than the 4 bytes that are allowed`,
    );
  });
});

describe('a conditional request', () => {
  it('may return 304', async () => {
    const server = await scriptedServer(status(304));
    const validators = { url: server.url(), etag: '"1"', lastModified: 'yesterday' };
    expect(await get(server.url(), { validators })).toEqual({ kind: 'not-modified' });
    expect(server.requests[0]?.headers).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': 'yesterday',
    });
  });

  it('is not made with validators of another URL', async () => {
    const server = await scriptedServer(text('{}'));
    const validators = { url: server.url('/other'), etag: '"1"', lastModified: 'yesterday' };
    expect(await get(server.url(), { validators })).toMatchObject({ kind: 'document' });
    expect(server.requests[0]?.headers).not.toHaveProperty('if-none-match');
    expect(server.requests[0]?.headers).not.toHaveProperty('if-modified-since');
  });

  it('sends the validators only to the URL that sent them, after a redirect', async () => {
    const server = await scriptedServer(redirect('/moved'), status(304));
    const validators = { url: server.url('/moved'), etag: '"1"', lastModified: null };
    expect(await get(server.url(), { validators })).toEqual({ kind: 'not-modified' });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
    ]);
  });

  it('is required for a 304', async () => {
    const server = await scriptedServer(status(304));
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain(
      'responded with 304 Not Modified to a request without conditions',
    );
  });
});

describe('redirects', () => {
  it('are followed', async () => {
    const server = await scriptedServer(redirect('/a'), redirect('b'), text('{}'));
    expect(await get(server.url())).toMatchObject({ finalUrl: server.url('/b') });
    expect(server.requests.map(({ path }) => path)).toEqual(['/openapi.json', '/a', '/b']);
  });

  it('must not be circular', async () => {
    const server = await scriptedServer(redirect('/a'), redirect('/openapi.json'));
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    const circle = ['/openapi.json', '/a', '/openapi.json'].map((path) => server.url(path));
    expect(failure.message).toContain(`circular redirects: ${circle.join(' → ')}`);
    expect(server.requests).toHaveLength(2);
  });

  it('are followed five times at most', async () => {
    const five = [1, 2, 3, 4, 5].map((n) => redirect(`/${n}`));
    const server = await scriptedServer(...(five as [ScriptedResponse]), text('{}'));
    expect(await get(server.url())).toMatchObject({ finalUrl: server.url('/5') });

    const six = await scriptedServer(...(five as [ScriptedResponse]), redirect('/6'), text('{}'));
    const failure = await failureOf(get(six.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain('more than 5 redirects');
    expect(six.requests).toHaveLength(6);
  });

  it.each([
    ['http://example.com/openapi.json', 'plain http is for loopback hosts only'],
    ['ftp://127.0.0.1/openapi.json', 'ftp: URLs are not supported'],
    ['file:///etc/passwd', 'file: URLs are not supported'],
    ['http://me:secret@127.0.0.1/', 'redirect to http://127.0.0.1/, which is not followed: cred'],
    ['http://', 'a redirect that leads to "http://"'],
  ])('to %s are not followed', async (target, reason) => {
    const server = await scriptedServer(redirect(target));
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain(reason);
    expect(failure.message).not.toContain('secret');
    expect(server.requests).toHaveLength(1);
  });

  it('must name a target', async () => {
    const server = await scriptedServer(status(302));
    await expect(get(server.url())).rejects.toThrow('a redirect that has no target');
  });
});

describe('an error status', () => {
  it.each([
    [403, 'Forbidden'],
    [404, 'Not Found'],
    [206, 'Partial Content'],
    [204, 'No Content'],
  ])('%d is reported with the response and not retried', async (code, name) => {
    const server = await scriptedServer(status(code, '', { 'content-type': 'text/plain' }));
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toBe(`${server.url()} responded with ${code} ${name}`);
    expect(server.requests).toHaveLength(1);
  });

  it('shows the start of the page, printable characters only', async () => {
    const page = `<html>\n\u001b[31m${'no '.repeat(100_000)}`;
    const server = await scriptedServer(status(403, page, { 'content-type': 'text/html' }));
    const failure = (await failureOf(get(server.url()))) as SpecRejectedError;
    const [problem] = failure.problems;
    expect(problem?.message).toMatch(/^text\/html: <html> \[31mno no [no ]*…$/);
    expect(problem?.message.length).toBeLessThan(100);
  });

  it.each([500, 503, 429, 408])('%d is retried and may succeed', async (code) => {
    const server = await scriptedServer(status(code), status(code), text('{}'));
    expect(await get(server.url())).toMatchObject({ kind: 'document' });
    expect(server.requests).toHaveLength(3);
  });

  it('a persistent 500 is reported after the last attempt', async () => {
    const server = await scriptedServer(status(500));
    const retries: string[] = [];
    const failure = await failureOf(get(server.url(), { onRetry: (told) => retries.push(told) }));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain('responded with 500 Internal Server Error, after 3 attempts');
    expect(server.requests).toHaveLength(3);
    expect(retries).toHaveLength(2);
  });

  it('can request a delay, which is limited', async () => {
    const server = await scriptedServer(status(503, '', { 'retry-after': '600' }), text('{}'));
    const delays: number[] = [];
    const onRetry = (_: string, delayMs: number) => delays.push(delayMs);
    await get(server.url(), { backoff: { baseMs: 0, capMs: 20 }, onRetry });
    expect(delays).toEqual([20]);
  });
});

describe('a server', () => {
  it('that refuses connections is not retried', async () => {
    const retried: string[] = [];
    const failure = await failureOf(
      get(UNREACHABLE_URL, { onRetry: (message) => retried.push(message) }),
    );
    expect(failure).toBeInstanceOf(SpecUnreachableError);
    expect(failure.message).toMatch(/the connection was refused \(ECONNREFUSED\)$/);
    expect(retried).toEqual([]);
  });

  it('that does not respond times out', async () => {
    const server = await scriptedServer(silence);
    const failure = await failureOf(get(server.url(), { timeoutMs: 250, retries: 1 }));
    expect(failure).toBeInstanceOf(SpecUnreachableError);
    expect(failure.message).toContain(
      'did not send a complete response within 0.25 s, after 2 attempts',
    );
    expect(server.requests).toHaveLength(2);
  });

  it('that does not complete the body times out', async () => {
    const server = await scriptedServer((_, response) => {
      response.writeHead(200).write('{');
    });
    const failure = await failureOf(get(server.url(), { timeoutMs: 100, retries: 0 }));
    expect(failure).toBeInstanceOf(SpecUnreachableError);
    expect(failure.message).toMatch(/did not send a complete response within 0.1 s$/);
  });

  it.each([
    ['with Content-Length', { 'content-length': '1000' }],
    ['in chunks', {}],
  ])('that sends a truncated body %s is reported', async (_, headers) => {
    const server = await scriptedServer((_, response) => {
      response.writeHead(200, headers).write('{"openapi": "3.0', () => response.destroy());
    });
    const failure = await failureOf(get(server.url(), { retries: 1 }));
    expect(failure).toBeInstanceOf(SpecUnreachableError);
    expect(failure.message).toContain('the connection was closed (UND_ERR_SOCKET)');
    expect(server.requests).toHaveLength(2);
  });

  it('is not waited for after the caller aborts', async () => {
    const server = await scriptedServer(silence);
    const given = AbortSignal.timeout(250);
    const failure = await failureOf(get(server.url(), { signal: given }));
    expect(failure).toBe(given.reason);
    expect(server.requests).toHaveLength(1);
  });

  it('is not retried after the caller aborts', async () => {
    const server = await scriptedServer(status(503, '', { 'retry-after': '60' }));
    const given = AbortSignal.timeout(250);
    const backoff = { baseMs: 1, capMs: 60_000 };
    const failure = await failureOf(get(server.url(), { signal: given, backoff }));
    expect(failure).toBe(given.reason);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a document above the limit', () => {
  const mebibyte = Buffer.alloc(MIB, ' ');

  it('is rejected by its Content-Length', async () => {
    const server = await scriptedServer((_, response) => {
      response.writeHead(200, { 'content-length': 20 * MIB });
      for (let n = 0; n < 20; n += 1) response.write(mebibyte);
      response.end();
    });
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain('has 20,971,520 bytes, more than the 16,777,216 bytes');
    expect(server.requests).toHaveLength(1);
  });

  it('is rejected while it is received', async () => {
    const server = await scriptedServer((_, response) => {
      response.writeHead(200);
      for (let n = 0; n < 20; n += 1) response.write(mebibyte);
      response.end();
    });
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain('has more than the 16,777,216 bytes that');
  });

  it('is rejected after decompression, regardless of Content-Length', async () => {
    const body = gzipSync(Buffer.alloc(20 * MIB, ' '));
    const server = await scriptedServer(text(body, { 'content-encoding': 'gzip' }));
    expect(body.byteLength).toBeLessThan(MIB);
    await expect(get(server.url())).rejects.toThrow('more than the 16,777,216 bytes');
  });

  it('is larger than the limit, not equal to it', async () => {
    const server = await scriptedServer(text('12345'));
    const answer = await get(server.url(), { limits: { bytes: 5 } });
    expect(answer).toMatchObject({ bytes: Buffer.from('12345') });
    await expect(get(server.url(), { limits: { bytes: 4 } })).rejects.toThrow(
      'more than the 4 bytes',
    );
  });
});

describe('a malformed response', () => {
  it('as gzip is rejected', async () => {
    const server = await scriptedServer(text('no gzip', { 'content-encoding': 'gzip' }));
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain(
      'sent a malformed response: incorrect header check (Z_DATA_ERROR)',
    );
  });

  it('as HTTP is rejected', async () => {
    const server = await scriptedServer((_, response) => {
      response.socket?.end('SSH-2.0-OpenSSH\r\n');
    });
    const failure = await failureOf(get(server.url()));
    expect(failure).toBeInstanceOf(SpecRejectedError);
    expect(failure.message).toContain(
      'sent a malformed response: Response does not match the HTTP/1.1',
    );
  });
});
