import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createKaiten, isNotFoundError } from '../src/index.js';
import { recordTape, replay, type Tape } from '../src/recorder.js';
import { json, type TestServer, testServer } from './server.js';

const token = '5d1c5f1e-66a1-4b62-8f0f-0d7c3a0f2d11';
const baseUrl = 'https://acme.kaiten.ru/api/latest';
let server: TestServer | undefined;

afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

/** As it is after it was written to a file. */
const stored = (tape: Tape) => JSON.parse(JSON.stringify(tape)) as Tape;

describe('recording and replaying through a client', () => {
  test('plays the same results without a server, and writes nothing that is secret', async () => {
    let changes = 0;
    server = await testServer(({ line }, response) => {
      response.setHeader('set-cookie', 'session=abc');
      response.setHeader('x-request-id', 'request-1');
      if (line.startsWith('PATCH')) changes += 1;
      if (line.includes('/cards/404')) json(response, { message: `no card for ${token}` }, 404);
      else if (line.startsWith('DELETE')) response.writeHead(204).end();
      else json(response, { id: 17, title: `title ${changes}`, echo: token });
    });
    const recorder = recordTape();
    const session = async (kaiten: ReturnType<typeof createKaiten>) => [
      await kaiten.cards.get({ card_id: 17 }),
      await kaiten.cards.update({ card_id: 17, title: 'New' }),
      await kaiten.cards.get({ card_id: 17 }),
      await kaiten.request('DELETE', '/cards/17'),
      await kaiten.cards.get({ card_id: 404 }).catch(isNotFoundError),
    ];
    const live = await session(
      createKaiten({
        baseUrl: server.baseUrl,
        token,
        fetch: recorder.wrap(),
        headers: { cookie: 'a=secret-cookie' },
      }),
    );
    const tape = stored(await recorder.tape());
    const text = JSON.stringify(tape);
    for (const secret of [token, 'secret-cookie', 'session=abc', '127.0.0.1', 'request-1']) {
      expect(text).not.toContain(secret);
    }
    expect(tape).toMatchObject({
      format: 'kaiten-tape/1',
      recorded: new Date().toISOString().slice(0, 10),
    });
    expect(tape.exchanges[1]).toEqual({
      operationId: 'updateCard',
      request: { method: 'PATCH', path: '/api/latest/cards/17', body: { text: '{"title":"New"}' } },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { text: '{"id":17,"title":"title 1","echo":"[token]"}' },
      },
    });
    await server[Symbol.asyncDispose]();

    const played = replay(tape);
    const again = await session(createKaiten({ baseUrl, token: 'none', fetch: played }));
    const hidden = JSON.parse(JSON.stringify(live).replaceAll(token, '[token]')) as unknown[];
    expect(JSON.parse(JSON.stringify(again))).toEqual(hidden);
    expect(live.at(-1)).toBe(true);
    expect(played.unplayed()).toEqual([]);
  });

  test('plays attempts as they were, and lists to their end', async () => {
    let calls = 0;
    server = await testServer(({ line }, response) => {
      calls += 1;
      if (calls === 1) response.writeHead(503, { 'retry-after': '0' }).end();
      else
        json(
          response,
          line.includes('offset=100')
            ? [{ id: 101 }]
            : [...Array(100).keys()].map((id) => ({ id })),
        );
    });
    const recorder = recordTape();
    const live = createKaiten({ baseUrl: server.baseUrl, token, fetch: recorder.wrap() });
    const cards = await live.cards.list().toArray({ max: 1_000 });
    expect(cards).toHaveLength(101);
    const tape = stored(await recorder.tape());
    const kaiten = createKaiten({ baseUrl, token, fetch: replay(tape) });
    const again = await kaiten.cards.list().toArray({ max: 1_000 });
    expect([...again]).toEqual([...cards]);
    expect(tape.exchanges.map(({ response }) => response.status)).toEqual([503, 200, 200]);
  });

  test('plays an upload and a download', async () => {
    const bytes = new Uint8Array([0, 255, 137, 80, 78, 71, 10, 13]);
    server = await testServer(({ line }, response) => {
      if (line.includes('/files/1')) {
        const signed = `${server?.origin}/storage/a.png?X-Amz-Signature=deadbeef&response=inline`;
        response.writeHead(302, { location: signed }).end();
      } else if (line.includes('/storage/')) {
        response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
      } else json(response, { id: 5 });
    });
    const recorder = recordTape();
    const session = async (kaiten: ReturnType<typeof createKaiten>, origin: string) => {
      const file = new File(['report'], 'report.txt', { type: 'text/plain' });
      const uploaded = await kaiten.request('PUT', '/cards/1/files', { body: formOf(file) });
      const response = await kaiten.download(`${origin}/files/1`);
      return [uploaded, new Uint8Array(await response.arrayBuffer())];
    };
    const live = createKaiten({ baseUrl: server.baseUrl, token, fetch: recorder.wrap() });
    expect(await session(live, server.origin)).toEqual([{ id: 5 }, bytes]);
    const tape = stored(await recorder.tape());
    expect(JSON.stringify(tape)).not.toContain('deadbeef');
    expect(tape.exchanges[0]?.request.body).toEqual({
      form: [['file', { name: 'report.txt', type: 'text/plain', size: 6 }]],
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, fetch: replay(tape) });
    expect(await session(kaiten, server.origin)).toEqual([{ id: 5 }, bytes]);
  });

  test('leaves out what is too large, without disturbing it', async () => {
    const large = 'x'.repeat(200_000);
    server = await testServer((_, response) => void response.end(large));
    const errors: unknown[] = [];
    const recorder = recordTape({ maxBodySize: 1_000, onError: (error) => errors.push(error) });
    const response = await recorder.wrap()(`${server.baseUrl}/cards/1`);
    expect(await response.text()).toBe(large);
    expect((await recorder.tape()).exchanges).toEqual([]);
    expect(errors.map(String)).toEqual([
      'Error: A response of GET /api/latest/cards/1 is not recorded: its body has more than 1000 bytes',
    ]);
    expect(() => recordTape({ maxBodySize: Number.NaN })).toThrow(RangeError);
  });

  test('sends bodies of every kind as they are, and records them', async () => {
    server = await testServer(({ body }, response) => json(response, { length: body.length }));
    const recorder = recordTape();
    const fetch = recorder.wrap();
    const url = `${server.baseUrl}/cards`;
    const stream = new Blob(['stream']).stream();
    const bodies: [unknown, unknown][] = [
      ['text', { text: 'text' }],
      [new URLSearchParams({ a: '1' }), { text: 'a=1' }],
      [new Blob(['blob']), { text: 'blob' }],
      [new Uint8Array([255, 254]), { base64: '//4=' }],
      [stream, { stream: true }],
    ];
    for (const [body] of bodies) {
      const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
      expect(await (await fetch(url, init)).json()).not.toEqual({ length: 0 });
    }
    const request = new Request(url, { method: 'POST', body: 'of a request' });
    expect(await (await fetch(request)).json()).toEqual({ length: 12 });
    const form = new Request(url, { method: 'POST', body: formOf(new File(['abc'], 'a.txt')) });
    expect(await (await fetch(form)).json()).not.toEqual({ length: 0 });
    const { exchanges } = await recorder.tape();
    expect(exchanges.map((one) => one.request.body)).toEqual([
      ...bodies.map(([, recorded]) => recorded),
      { text: 'of a request' },
      { form: [['file', { name: 'a.txt', type: 'application/octet-stream', size: 3 }]] },
    ]);
    expect(server.received.map(({ body }) => String(body))).toEqual(
      expect.arrayContaining(['text', 'a=1', 'blob', 'stream', 'of a request']),
    );
  });

  test('compares request bodies of 20,000 levels', async () => {
    const body = '['.repeat(20_000) + ']'.repeat(20_000);
    const recorder = recordTape();
    const url = `https://acme.kaiten.ru/api/latest/cards`;
    const init = { method: 'POST', body };
    await (await recorder.wrap(async () => Response.json({ id: 1 }))(url, init)).json();
    const fetch = replay(await recorder.tape());
    await expect(fetch(url, { ...init, body: '[]' })).rejects.toThrow('another body');
    expect(await (await fetch(url, init)).json()).toEqual({ id: 1 });
  });

  test('keeps the order of requests, whenever their responses arrive', async () => {
    server = await testServer(({ line }, response) => {
      setTimeout(() => json(response, line), line.includes('/1') ? 50 : 0);
    });
    const recorder = recordTape();
    const fetch = recorder.wrap();
    await Promise.all(
      [1, 2, 3].map(async (id) => (await fetch(`${server?.baseUrl}/cards/${id}`)).json()),
    );
    const { exchanges } = await recorder.tape();
    expect(exchanges.map(({ request }) => request.path.at(-1))).toEqual(['1', '2', '3']);
  });
});

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
}

const tapeOf = (...requests: Tape['exchanges'][number]['request'][]): Tape => ({
  format: 'kaiten-tape/1',
  recorded: '2026-11-30',
  exchanges: requests.map((request, index) => ({
    request,
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { text: JSON.stringify({ index }) },
    },
  })),
});

const path = '/api/latest/cards/1';
const indexOf = async (response: Promise<Response>) =>
  ((await (await response).json()) as { readonly index: number }).index;

describe('a replayed request', () => {
  const cards = { method: 'GET', path: '/api/latest/cards' };

  test('is matched whatever the order of its query and its properties, and wherever the API is', async () => {
    const fetch = replay(
      tapeOf(
        { ...cards, query: 'a=1&b=2&b=3' },
        { method: 'PATCH', path, body: { text: '{"a":{"x":1,"y":[1,2]},"b":2}' } },
      ),
    );
    const root = 'https://kaiten.example.com/below/api/latest';
    expect(await indexOf(fetch(`${root}/cards?b=2&b=3&a=1`))).toBe(0);
    const body = '{ "b": 2, "a": { "y": [1, 2], "x": 1 } }';
    expect(await indexOf(fetch(`${root}/cards/1`, { method: 'PATCH', body }))).toBe(1);
  });

  test('gets the responses of the same request in order, then is rejected or gets the last', async () => {
    const tape = tapeOf(cards, { method: 'GET', path }, cards);
    const url = `${baseUrl}/cards`;
    const fetch = replay(tape);
    expect(await indexOf(fetch(url))).toBe(0);
    expect(fetch.unplayed()).toEqual([{ method: 'GET', path }, cards]);
    expect(await indexOf(fetch(url))).toBe(2);
    await expect(fetch(url)).rejects.toThrow(
      'GET /api/latest/cards is on the tape only 2 times, and was made again',
    );
    const repeating = replay(tape, { exhausted: 'repeat-last' });
    const indices: number[] = [];
    for (let made = 0; made < 4; made += 1) indices.push(await indexOf(repeating(url)));
    expect(indices).toEqual([0, 2, 2, 2]);
  });

  test('can differ in what is ignored', async () => {
    const tape = tapeOf({ method: 'POST', path, query: 'from=1&a=1', body: { text: '{}' } });
    const fetch = replay(tape, { ignoreQuery: ['from'], ignoreBody: true });
    const init = { method: 'POST', body: '{"a":1}' };
    expect(await indexOf(fetch(`${baseUrl}/cards/1?from=2&a=1`, init))).toBe(0);
  });

  test.each<[string, Tape, string, RequestInit | undefined, string]>([
    [
      'has another query',
      tapeOf({ ...cards, query: 'limit=5' }, cards),
      '/cards?limit=6',
      undefined,
      'GET /api/latest/cards is not on the tape; the request has limit=6, the tape has limit=5 or no query',
    ],
    [
      'has another method',
      tapeOf(cards),
      '/cards',
      { method: 'POST' },
      'POST /api/latest/cards is not on the tape; the tape has this path with GET',
    ],
    [
      'has another body',
      tapeOf({ method: 'PATCH', path, body: { text: '{"title":"a","size":1}' } }),
      '/cards/1',
      { method: 'PATCH', body: '{"title":"b","size":1}' },
      'PATCH /api/latest/cards/1 is not on the tape; the tape has it with another body: title differs',
    ],
    [
      'has another path',
      tapeOf(cards, { method: 'GET', path: '/api/latest/spaces' }, { method: 'GET', path }),
      '/cards/2',
      undefined,
      'GET /api/latest/cards/2 is not on the tape; similar requests are GET /api/latest/cards/1, GET /api/latest/cards, GET /api/latest/spaces',
    ],
    [
      'is there at all',
      tapeOf(),
      '/cards',
      undefined,
      'GET /api/latest/cards is not on the tape; the tape is empty',
    ],
  ])('is rejected that %s', async (_, tape, where, init, message) => {
    const error = await replay(tape)(baseUrl + where, init).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'KaitenError', message });
  });

  test('is rejected once: a client does not repeat it', async () => {
    const attempts: unknown[] = [];
    const hooks = { onRequest: (event: unknown) => attempts.push(event) };
    const kaiten = createKaiten({ baseUrl, token, fetch: replay(tapeOf(cards)), hooks });
    await expect(kaiten.cards.get({ card_id: 2 })).rejects.toMatchObject({
      operationId: 'getCard',
      message: expect.stringContaining('similar requests are GET /api/latest/cards'),
    });
    expect(attempts).toHaveLength(1);
  });

  test('can be aborted', async () => {
    const fetch = replay(tapeOf(cards));
    await expect(fetch(`${baseUrl}/cards`, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(fetch.unplayed()).toHaveLength(1);
  });

  test.each([
    undefined,
    null,
    [],
    { format: 'kaiten-tape/2', exchanges: [] },
    { format: 'kaiten-tape/1' },
  ])('needs a tape, not %j', (tape) => {
    expect(() => replay(tape as never)).toThrow(TypeError);
  });
});

describe('any tape', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(`\ufeff${text}`)),
  );
  const headers = { 'content-type': 'application/octet-stream' };

  test('returns the exact bytes of every response, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 5 }), async (bodies) => {
        let next = 0;
        const recorder = recordTape();
        const recording = recorder.wrap(async () => {
          const body = bodies[next] as Uint8Array<ArrayBuffer>;
          next += 1;
          return new Response(body, { headers });
        });
        for (const body of bodies) {
          const response = await recording(`${baseUrl}/cards`);
          expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array(body));
        }
        const fetch = replay(stored(await recorder.tape()));
        for (const body of bodies) {
          const response = await fetch(`${baseUrl}/cards`);
          expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array(body));
          expect(response.headers.get('content-type')).toBe(headers['content-type']);
        }
      }),
    );
  });

  test('matches the requests that it was made of, and no others', async () => {
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'),
      path: fc.constantFrom('/cards', '/cards/1', '/cards/2'),
      query: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'ü'), fc.string({ unit: 'grapheme' })), {
        maxLength: 3,
      }),
      body: fc.json({ maxDepth: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 6 }), async (requests) => {
        const made = requests.map(({ body, method, path: where, query }) => {
          const url = `${baseUrl}${where}?${new URLSearchParams(query)}`;
          return [url, method === 'GET' ? { method } : { method, body }] as const;
        });
        const recorder = recordTape();
        const recording = recorder.wrap(async (input, init) => Response.json([input, init?.body]));
        const responses: unknown[] = [];
        for (const [url, init] of made) responses.push(await (await recording(url, init)).json());
        const fetch = replay(stored(await recorder.tape()));
        for (const [index, [url, init]] of made.entries()) {
          expect(await (await fetch(url, init)).json()).toEqual(responses[index]);
        }
        expect(fetch.unplayed()).toEqual([]);
        await expect(fetch(`${baseUrl}/cards?c=1`)).rejects.toThrow('is not on the tape');
      }),
    );
  });

  test('never holds the token, wherever it is repeated', async () => {
    const tokens = fc.stringMatching(/^[\x21-\x7e]{12,40}$/);
    const around = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant(''));
    await fc.assert(
      fc.asyncProperty(tokens, around, fc.boolean(), async (secret, text, isBinary) => {
        const recorder = recordTape();
        const noise = isBinary ? new Uint8Array([255, 0]) : new Uint8Array();
        const said = JSON.stringify({
          [secret]: [`${text}${secret}${text}`, encodeURIComponent(secret)],
        }).replace(/$/, unicodeEscaped(secret));
        const fetch = recorder.wrap(
          async () =>
            new Response(new Blob([noise, said, secret, noise]), {
              headers: {
                'content-type': 'text/plain',
                location: `/x?said=${encodeURIComponent(secret)}`,
                link: `<https://ann:${encodeURIComponent(secret)}@files.acme.example/x?password=hunter2>; rel=next`,
              },
            }),
        );
        const query = new URLSearchParams({ token: secret, said: `${secret}.`, [secret]: '1' });
        const url = `${baseUrl}/cards/${encodeURIComponent(secret)}?${query}`;
        const authorization = `Bearer ${secret}`;
        const read = async (...request: Parameters<typeof fetch>) =>
          (await fetch(...request)).blob();
        const init = { method: 'POST', headers: { authorization } };
        await read(url, { ...init, body: said });
        await read(new Request(url, { ...init, body: formWith(secret) }));
        await read(url, { ...init, body: formWith(secret) });
        const tape = stored(await recorder.tape());
        expect(tape.exchanges).toHaveLength(3);
        for (const found of textsIn(tape)) {
          expect(found).not.toContain(secret);
          expect(unescaped(found)).not.toContain(secret);
          expect(found).not.toMatch(/acme\.example|hunter2/);
        }
      }),
    );
  });

  function unicodeEscaped(text: string): string {
    return text.replaceAll(/./g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }

  function unescaped(text: string): string {
    return text.replaceAll(/\\u([\da-f]{4})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }

  function formWith(text: string): FormData {
    const form = new FormData();
    form.append(text, text);
    form.append('file', new File([text], text));
    return form;
  }

  /** Every text, also as what it encodes. */
  function textsIn(value: unknown): string[] {
    if (typeof value === 'string') return [value, ...decoded(value)];
    if (typeof value !== 'object' || value === null) return [];
    if ('base64' in value) return [Buffer.from(String(value.base64), 'base64').toString('latin1')];
    return Object.entries(value).flatMap(([key, child]) => [key, ...textsIn(child)]);
  }

  function decoded(text: string): string[] {
    const attempts = [
      () => decodeURIComponent(text),
      () => String(new URLSearchParams(text)),
      () => JSON.stringify([...new URLSearchParams(text)]),
      () => textsIn(JSON.parse(text) as unknown).join('\n'),
    ];
    return attempts.flatMap((attempt) => {
      try {
        const result = attempt();
        return typeof result === 'string' ? [result] : [];
      } catch {
        return [];
      }
    });
  }
});
