import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { uploadCardFile } from '@kaiten-sdk/client';
import busboy from 'busboy';
import nodeFetch from 'node-fetch';
import * as undici from 'undici';
import { describe, expect, test } from 'vitest';
import { createKaiten, type KaitenOptions, type UploadProgress } from '../src/index.js';
import { createTransport } from '../src/transport.js';

type Fetch = NonNullable<KaitenOptions['fetch']>;

interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly type: string;
  readonly content: string;
}

/** A server that reads forms with a parser of its own, and responds with their parts. */
async function formServer() {
  const requests: Part[][] = [];
  const server = createServer((request, response) => {
    const parts: Promise<Part>[] = [];
    requests.push([]);
    const respond = async () => {
      requests[requests.length - 1] = await Promise.all(parts);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":1}');
    };
    if (!request.headers['content-type']?.startsWith('multipart/')) {
      request.resume().on('end', respond);
      return;
    }
    const form = busboy({ headers: request.headers });
    form.on('file', (name, stream, { filename: fileName, mimeType: type }) => {
      parts.push(
        buffer(stream).then((content) => ({ name, fileName, type, content: `${content}` })),
      );
    });
    form.on('field', (name, content, { mimeType: type }) => {
      parts.push(Promise.resolve({ name, type, content }));
    });
    form.on('close', respond);
    request.pipe(form);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Converts bodies that it does not know to text, as browsers without streams in requests do. */
const withoutStreams: Fetch = (input, init) => {
  const body = init?.body instanceof ReadableStream ? `${init.body}` : init?.body;
  return fetch(input, { ...init, body } as RequestInit);
};

const fetches: readonly (readonly [string, Fetch | undefined])[] = [
  ['the fetch of the platform', undefined],
  ['fetch of undici', undici.fetch as unknown as Fetch],
  ['node-fetch', nodeFetch as unknown as Fetch],
  ['a fetch without streams', withoutStreams],
];

describe.each(fetches)('%s', (_, fetch) => {
  const options = { token: 'secret', fetch, retry: false } as const;

  test.each<[string, () => object, Partial<Part>]>([
    [
      'a File',
      () => new File(['content'], 'a.txt', { type: 'text/plain' }),
      { type: 'text/plain' },
    ],
    ['a Blob', () => new Blob(['content']), { fileName: 'blob' }],
    ['a stream', () => ({ stream: new Blob(['content']).stream(), name: 'a.txt' }), {}],
    [
      'a stream of Node',
      () => ({ stream: Readable.from([Buffer.from('content')]), name: 'a.txt' }),
      {},
    ],
  ])('sends %s, with and without progress', async (_kind, file, expected) => {
    await using server = await formServer();
    const kaiten = createKaiten({ ...options, baseUrl: server.baseUrl });
    const progress: UploadProgress[] = [];
    for (const onProgress of [undefined, (event: UploadProgress) => void progress.push(event)]) {
      const body = { text: 'ä', file: file() } as never;
      expect(await kaiten.cardFiles.upload({ card_id: 1, body }, { onProgress })).toEqual({
        id: 1,
      });
    }
    const part = { name: 'file', fileName: 'a.txt', type: 'application/octet-stream' };
    for (const parts of server.requests) {
      expect(parts).toContainEqual({ ...part, content: 'content', ...expected });
      expect(parts).toContainEqual({ name: 'text', type: 'text/plain', content: 'ä' });
      expect(parts).toHaveLength(2);
    }
    expect(server.requests).toHaveLength(2);
    expect(progress.at(-1)?.sent).toBeGreaterThan(100);
  });

  test('sends a form and a stream of kaiten.request', async () => {
    await using server = await formServer();
    const kaiten = createKaiten({ ...options, baseUrl: server.baseUrl });
    const form = new FormData();
    form.append('file', new File(['content'], 'a.txt'));
    await kaiten.request('POST', '/forms', { body: form });
    expect(server.requests).toMatchObject([[{ name: 'file', content: 'content' }]]);
  });

  test('sends the form of a transport, or fails before anything is sent', async () => {
    await using server = await formServer();
    const client = createTransport({ ...options, baseUrl: server.baseUrl });
    const sent = uploadCardFile({ client, path: { card_id: 1 }, body: { file: new Blob(['a']) } });
    const result = await sent.catch((error: unknown) => error);
    if (result instanceof Error) expect(server.requests).toEqual([]);
    else expect(server.requests).toMatchObject([[{ content: 'a', fileName: 'blob' }]]);
  });
});

describe('a form', () => {
  const line = 'a\r\nX-Injected: 1';

  test('has names that cannot add headers', async () => {
    await using server = await formServer();
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token: 'secret' });
    const files = [
      new File(['content'], line),
      { stream: new Blob(['content']).stream(), name: line },
    ];
    for (const file of files) {
      await kaiten.cardFiles.upload({ card_id: 1, body: { [line]: 'x', file } as never });
    }
    for (const parts of server.requests) {
      expect(parts.map(({ content }) => content).sort()).toEqual(['content', 'x']);
      expect(parts).toContainEqual(expect.objectContaining({ fileName: 'a%0D%0AX-Injected: 1' }));
    }
    expect(server.requests).toHaveLength(2);
  });

  const stream = new Blob(['content']).stream();
  test.each<[object, string]>([
    [
      { body: { file: { stream, name: 'a', type: `text/plain\r\n${line}` } } },
      'body.file.type is "text',
    ],
    [{ body: { file: { stream, name: 'a', type: '' } } }, 'body.file.type is ""'],
    [{ body: { file: { stream, name: '\ud800' } } }, 'body.file.name is "\\ud800"'],
    [{ body: { file: new Blob(), text: '\ud800' } }, 'body.text is of type String'],
    [{ body: { file: new Blob(), size: Number.NaN } }, 'body.size is of type Number'],
    [{ file: new Blob() }, 'uploadCardFile: file is not a parameter; pass it as body: { file }'],
    [{}, 'uploadCardFile: body is undefined; pass the form as body: { file }'],
    [{ body: 'content' }, 'uploadCardFile: body is content; pass the form as body: { file }'],
    [{ body: new Blob(['content']) }, 'body has no file'],
  ])('is refused before anything is sent: %o', async (params, message) => {
    await using server = await formServer();
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token: 'secret' });
    const upload = kaiten.cardFiles.upload({ card_id: 1, ...params } as never);
    await expect(upload).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });
});
