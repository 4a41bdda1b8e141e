import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import {
  createKaiten,
  isConnectionError,
  isNotFoundError,
  isTimeoutError,
  type UploadProgress,
} from '../src/index.js';
import { fileFromPath } from '../src/node.js';
import { answering, json, type Received, testServer } from './server.js';

const token = 'secret';

/** The form that a server received, read by the platform. */
async function formOf({ headers, body }: Received): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
}

async function fileIn(received: Received | undefined) {
  const file = received && (await formOf(received)).get('file');
  if (!(file instanceof File)) throw new Error('no file in the form');
  return { name: file.name, type: file.type, text: await file.text() };
}

/** What is said of a body that types do not allow. Nothing is sent. */
async function refusalOf(body: object): Promise<string> {
  await using server = await testServer(answering({ id: 1 }));
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
  const upload = kaiten.cardFiles.upload({ card_id: 1, body: body as never });
  const error = await upload.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect(server.received).toEqual([]);
  return (error as TypeError).message;
}

const streamed = { stream: new Blob(['content']).stream(), name: 'a.txt' };

const large = 'x'.repeat(300_000);

describe('an upload', () => {
  test('sends a File', async () => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const file = new File(['content'], 'notes.txt', { type: 'text/plain' });
    expect(await kaiten.cardFiles.upload({ card_id: 1, body: { file } })).toEqual({ id: 1 });
    expect(server.received[0]?.line).toBe('PUT /api/latest/cards/1/files');
    expect(await fileIn(server.received[0])).toEqual({
      name: 'notes.txt',
      type: 'text/plain',
      text: 'content',
    });
  });

  test('sends a stream', async () => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const stream = new Blob(['con', 'tent']).stream();
    const file = { stream, name: 'my "notes".txt', type: 'text/plain' };
    await kaiten.cardFiles.upload({ card_id: 1, body: { file } });
    expect(await fileIn(server.received[0])).toMatchObject({ type: 'text/plain', text: 'content' });
    expect(server.received[0]?.body.toString()).toContain('filename="my %22notes%22.txt"');
  });

  test.each(['without', 'with'])('sends a stream of Node, %s progress', async (progress) => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const stream = Readable.from([Buffer.from('con'), Buffer.from('tent')]);
    const body = { file: { stream, name: 'notes.txt', size: 7 } };
    const onProgress = progress === 'with' ? () => {} : undefined;
    await kaiten.cardFiles.upload({ card_id: 1, body }, { onProgress });
    expect(await fileIn(server.received[0])).toMatchObject({ name: 'notes.txt', text: 'content' });
  });

  test('that ends early ends its stream of Node', async () => {
    const fetch = async (_: unknown, init?: RequestInit) => {
      await (init?.body as ReadableStream | undefined)?.cancel();
      return Response.json({ id: 1 });
    };
    const kaiten = createKaiten({ domain: 'acme', token, fetch });
    const stream = new Readable({
      read() {
        this.push('a');
      },
    });
    await kaiten.cardFiles.upload({ card_id: 1, body: { file: { stream, name: 'a.txt' } } });
    await vi.waitFor(() => expect(stream.destroyed).toBe(true));
  });

  test.each([
    ['a stream without a name', Readable.from([]), 'body.file is of type Readable'],
    ['a web stream without a name', new Blob().stream(), 'body.file is of type ReadableStream'],
    ['a Buffer', Buffer.from('a'), 'body.file is of type Buffer'],
    ['bytes', new Uint8Array(1), 'body.file is of type Uint8Array'],
    ['a path', '/tmp/a.txt', 'body.file is of type String'],
    ['an object', { path: '/tmp/a.txt' }, 'body.file is of type Object'],
    ['a promise', Promise.resolve(), 'body.file is of type Promise'],
    ['nothing', undefined, 'body has no file'],
  ])('refuses %s in the place of a file', async (_, file, problem) => {
    const refusal = await refusalOf({ file });
    expect(refusal).toContain(problem);
    expect(refusal).toContain('await fileFromPath(path) from kaiten-sdk/node');
  });

  test.each([
    ['a Map beside a file', { file: new Blob(), more: new Map() }, 'body.more is of type Map'],
    ['a file beside a stream', { more: new Blob(), file: streamed }, 'body.more is of type Blob'],
    ['two streams', { file: streamed, more: streamed }, 'body.more is of type Object'],
    [
      'a stream without a name',
      { file: { ...streamed, name: undefined } },
      'body.file has no name',
    ],
  ])('refuses %s', async (_, body, problem) => {
    expect(await refusalOf(body)).toContain(problem);
  });

  test.each([
    ['a Blob', new Blob(['content'])],
    ['a stream', { stream: Readable.from([Buffer.from('content')]), name: 'a.txt' }],
  ])('sends data beside %s', async (_, file) => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const data = { text: 'a', number: 1, flag: false, list: [1], object: { b: 2 }, none: null };
    await kaiten.cardFiles.upload({ card_id: 1, body: { ...data, file } as never });
    const form = server.received[0] && (await formOf(server.received[0]));
    form?.delete('file');
    expect(Object.fromEntries(form ?? [])).toEqual({
      text: 'a',
      number: '1',
      flag: 'false',
      list: '[1]',
      object: '{"b":2}',
    });
  });

  test('sends a file of the disk', async () => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const folder = await mkdtemp(join(tmpdir(), 'kaiten-sdk-'));
    try {
      await writeFile(join(folder, 'notes.txt'), 'content');
      const file = await fileFromPath(join(folder, 'notes.txt'), { type: 'text/plain' });
      await kaiten.cardFiles.upload({ card_id: 1, body: { file } });
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(await fileIn(server.received[0])).toEqual({
      name: 'notes.txt',
      type: 'text/plain',
      text: 'content',
    });
  });

  test('reports its progress, to the last byte', async () => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const told: UploadProgress[] = [];
    const onProgress = (progress: UploadProgress) => void told.push(progress);
    const file = new File([large], 'ü.txt');
    await kaiten.cardFiles.upload({ card_id: 1, body: { file } }, { onProgress });
    const [received] = server.received;
    const length = received?.body.length;
    expect(received?.headers['content-length']).toBe(String(length));
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toEqual({ sent: length, total: length });
    expect((await fileIn(received)).text).toBe(large);
  });

  test('of a stream reports its progress, too', async () => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const told: UploadProgress[] = [];
    const file = { stream: new Blob([large]).stream(), name: 'a.txt', size: large.length };
    await kaiten.cardFiles.upload(
      { card_id: 1, body: { file } },
      { onProgress: (progress) => void told.push(progress) },
    );
    const length = server.received[0]?.body.length;
    expect(told.at(-1)).toEqual({ sent: length, total: length });
  });
});

describe('a download', () => {
  const path = '/api/latest/cards/a/files/b';
  const signed = '/content?signature=1';

  async function twoServers(answer: 'redirect' | 'link') {
    const storage = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF');
    });
    const server = await testServer((_, response) => {
      if (answer === 'link') return json(response, { id: 'b', url: storage.origin + signed });
      response.writeHead(302, { location: storage.origin + signed }).end();
    });
    return { storage, server };
  }

  test.each(['redirect', 'link'] as const)('follows a %s without the token', async (answer) => {
    const { storage, server } = await twoServers(answer);
    await using _ = storage;
    await using __ = server;
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const response = await kaiten.download({ url: path });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(await (await response.blob()).text()).toBe('%PDF');
    expect(server.received[0]?.line).toBe(`GET ${path}`);
    expect(server.received[0]?.headers.authorization).toBe('Bearer secret');
    expect(storage.received[0]?.line).toBe(`GET ${signed}`);
    expect(storage.received[0]?.headers.authorization).toBeUndefined();
  });

  test('does not send the token back after a redirect to the same host', async () => {
    await using server = await testServer(({ line }, response) => {
      if (line === `GET ${path}`) response.writeHead(302, { location: signed }).end();
      else response.writeHead(200, { 'content-type': 'text/plain' }).end('content');
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect(await (await kaiten.download(path)).text()).toBe('content');
    expect(server.received[1]?.headers.authorization).toBeUndefined();
  });

  test('from another server is sent without the token', async () => {
    await using storage = await testServer(answering('content'));
    const kaiten = createKaiten({ domain: 'acme', token });
    const file = { url: `${storage.origin}/public/a.json`, name: 'a.json' };
    expect(await (await kaiten.download(file)).json()).toBe('content');
    expect(storage.received[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    '/api/latest/cards/a/files/b',
    '/api/latest/cards/a/comments/new/files/b?redirect=false',
    '/api/latest/cards/a/custom-properties/c/files/b',
  ])('follows the link in the response of %s', async (address) => {
    const { storage, server } = await twoServers('link');
    await using _ = storage;
    await using __ = server;
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect(await (await kaiten.download(address)).text()).toBe('%PDF');
  });

  test('of a JSON file returns it, whatever its content', async () => {
    await using elsewhere = await testServer(answering('not mine'));
    const config = { name: 'my config', url: `${elsewhere.origin}/` };
    await using server = await testServer(answering(config));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect(await (await kaiten.download('/files/a.json')).json()).toEqual(config);
    expect(elsewhere.received).toEqual([]);
  });

  test.each(['', 'not json'])('of a JSON file gives it unread: "%s"', async (text) => {
    await using server = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect(await (await kaiten.download('/files/a.json')).text()).toBe(text);
  });

  test('returns the content even if a link is expected', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    await using server = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const response = await kaiten.download(path);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test.each([
    ['empty', ''],
    ['null', 'null'],
    ['without a link', '{"message":"none"}'],
    ['with an empty link', '{"url":""}'],
    ['with a link that is no address', '{"url":"http://["}'],
    ['with a link that is none of the web', '{"url":"file:///etc/hostname"}'],
  ])('fails if a link is expected and the JSON is %s', async (_, text) => {
    await using server = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const error = await kaiten.download(path).catch((reason: unknown) => reason);
    expect(isConnectionError(error)).toBe(true);
    expect(error).toMatchObject({
      message: `GET ${path} returned 200 with JSON whose url is not the URL of a file`,
      attempts: [{ status: 200 }],
    });
  });

  test('fails if the JSON of the link does not parse', async () => {
    await using server = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ur');
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, retry: false });
    const error = await kaiten.download(path).catch((reason: unknown) => reason);
    expect(isConnectionError(error)).toBe(true);
    expect((error as Error).message).toContain(`GET ${path}: Incomplete JSON`);
  });

  test.each([
    ['timeout', { timeout: 50 }],
    ['deadline', { deadline: 50 }],
  ])('whose link never arrives completely is ended by its %s', async (_, times) => {
    await using server = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"ur');
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, retry: false });
    const error = await kaiten.download(path, times).catch((reason: unknown) => reason);
    expect(isTimeoutError(error)).toBe(true);
  });

  test.each(['http://[', 'file:///etc/hostname'])(
    'fails after a redirect to %s',
    async (location) => {
      await using server = await testServer((_, response) => {
        response.writeHead(302, { location }).end();
      });
      const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
      const error = await kaiten.download('/a.txt').catch((reason: unknown) => reason);
      expect(isConnectionError(error)).toBe(true);
      expect((error as Error).message).toBe(
        'GET /a.txt returned 302 with a redirect whose Location is not the URL of a file',
      );
    },
  );

  test.each([
    [{}, 'of type undefined'],
    [undefined, 'of type undefined'],
    [{ url: null }, 'of type object'],
    ['', 'of type string'],
    ['http://[', 'of type string'],
    [{ url: 'file:///etc/hostname' }, 'of type string'],
    [new URL('file:///etc/hostname'), 'of type object'],
  ])('of %o, which has no http URL, sends no request', async (file, problem) => {
    await using server = await testServer(answering({}));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const error = await kaiten.download(file as string).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(`no http URL: its url is ${problem}`);
    expect(server.received).toEqual([]);
  });

  test.each(['here', 'elsewhere'])('that is not there fails (%s)', async (where) => {
    await using server = await testServer(answering({ message: 'Gone' }, 404));
    const baseUrl = where === 'here' ? server.baseUrl : 'https://acme.kaiten.ru/api/latest';
    const kaiten = createKaiten({ baseUrl, token });
    const error = await kaiten
      .download(`${server.origin}/file?signature=1`)
      .catch((reason: unknown) => reason);
    expect(isNotFoundError(error)).toBe(true);
    expect((error as Error).message).toMatch(/file returned 404: Gone$/);
  });
});
