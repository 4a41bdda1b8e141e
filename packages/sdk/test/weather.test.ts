import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createKaiten, type KaitenOptions } from '../src/index.js';
import { json, testServer } from './server.js';

const TEXT_OF_STREAM = 'a stream can be sent only once';

type Answer = (response: ServerResponse) => void;

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end();
const reset: Answer = (response) => void response.destroy();
const hang: Answer = () => {};
const ok: Answer = (response) => json(response, { id: 1 });
const cutShort: Answer = (response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":');

/** A server that answers so, one after the other, and a client for it. */
async function weather(answers: Answer[], options: Partial<KaitenOptions> = {}) {
  const server = await testServer((_, response) => (answers.shift() ?? ok)(response));
  const { baseUrl } = server;
  const common = { baseUrl, token: 'secret', retry: { baseDelay: 1 }, ...options };
  return { server, kaiten: createKaiten(common as KaitenOptions) };
}

const nameOf = (error: unknown) => (error as Error).name;
const get = { card_id: 1 };
const create = { board_id: 1, title: 'New' };

describe('a read', () => {
  test.each<[string, Answer[]]>([
    ['a reset', [reset]],
    ['a cut-short answer', [cutShort]],
    ['a burst of 500', [status(500), status(502), status(503)]],
    ['429', [status(429, { 'retry-after': '0' })]],
    ['a date in the past', [status(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' })]],
  ])('succeeds after %s', async (_, answers) => {
    const { server, kaiten } = await weather([...answers]);
    await using __ = server;
    const { data, attempts } = await kaiten.cards.get(get).withResponse();
    expect(data).toEqual({ id: 1 });
    expect(attempts).toHaveLength(answers.length + 1);
    expect(server.received).toHaveLength(answers.length + 1);
  });

  test.each<[string, Answer, string]>([
    ['a reset', reset, 'ConnectionError'],
    ['a cut-short answer', cutShort, 'ConnectionError'],
    ['501', status(501), 'ServerError'],
    ['429', status(429, { 'retry-after': '0' }), 'RateLimitError'],
  ])('fails if %s does not end', async (_, answer, name) => {
    const retry = { baseDelay: 1, maxAttempts: 2 };
    const { server, kaiten } = await weather(Array(5).fill(answer), { retry });
    await using __ = server;
    await expect(kaiten.cards.get(get)).rejects.toMatchObject({
      name,
      operationId: 'getCard',
      method: 'GET',
      pathTemplate: '/cards/{card_id}',
      attempts: expect.arrayContaining([expect.objectContaining({ attempt: 1 })]),
    });
  });
});

describe('a write', () => {
  test('is sent again after 429, with its body', async () => {
    const { server, kaiten } = await weather([status(429, { 'retry-after': '0' })]);
    await using _ = server;
    expect(await kaiten.cards.create(create)).toEqual({ id: 1 });
    const line = 'POST /cards {"board_id":1,"title":"New"}';
    expect(server.lines()).toEqual([line, line]);
  });

  test.each<[string, Answer]>([
    ['500', status(500)],
    ['a reset', reset],
  ])('is sent once if %s does not say whether it was done', async (_, answer) => {
    const { server, kaiten } = await weather([answer]);
    await using __ = server;
    await expect(kaiten.cards.create(create)).rejects.toMatchObject({ operationId: 'createCard' });
    expect(server.received).toHaveLength(1);
  });

  test('of a stream is sent once, and the error says why', async () => {
    const { server, kaiten } = await weather([status(429, { 'retry-after': '0' })]);
    await using _ = server;
    const file = { stream: new Blob(['content']).stream(), name: 'a.txt' };
    const call = kaiten.cardFiles.upload({ card_id: 1, body: { file } });
    await expect(call).rejects.toThrow(`returned 429; not retried: ${TEXT_OF_STREAM}`);
    expect(server.received).toHaveLength(1);
  });

  test('is sent again if the caller allows it', async () => {
    const { server, kaiten } = await weather([status(500)]);
    await using _ = server;
    const card = await kaiten.cards.create(create, { retry: { repeatable: true } });
    expect(card).toEqual({ id: 1 });
    expect(server.received).toHaveLength(2);
  });

  test('of a form is sent again as a form', async () => {
    const { server, kaiten } = await weather([status(429, { 'retry-after': '0' })]);
    await using _ = server;
    const file = new File(['content'], 'a.txt');
    const told: number[] = [];
    const onProgress = ({ sent }: { sent: number }) => void told.push(sent);
    await kaiten.cardFiles.upload({ card_id: 1, body: { file } }, { onProgress });
    const [first, second] = server.received.map(({ body }) => body.length);
    expect(second).toBe(first);
    expect(told.filter((sent) => sent === first)).toHaveLength(2);
  });
});

describe('time', () => {
  test('an attempt that hangs is ended', async () => {
    const { server, kaiten } = await weather([hang]);
    await using _ = server;
    const call = kaiten.cards.get(get, { timeout: 20, retry: false });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError', operationId: 'getCard' });
  });

  test.each([
    'application/json',
    'application/json; charset=windows-1251',
    'application/octet-stream',
    'text/html; charset=windows-1251',
    '',
  ])('so is one whose body hangs, of type %j', async (type) => {
    for (const code of [200, 502]) {
      const hangInBody: Answer = (response) =>
        void response.writeHead(code, type ? { 'content-type': type } : {}).write('{"id":');
      const { server, kaiten } = await weather([hangInBody]);
      await using _ = server;
      const call = kaiten.cards.get(get, { timeout: 30, retry: false });
      await expect(call).rejects.toMatchObject({
        name: 'TimeoutError',
        attempts: [{ attempt: 1 }],
      });
    }
  });

  test('a call that takes too long is ended, with all its attempts', async () => {
    const { server, kaiten } = await weather([hang]);
    await using _ = server;
    const call = kaiten.cards.get(get, { deadline: 30 });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('a signal ends a call that is under way', async () => {
    const { server, kaiten } = await weather([hang]);
    await using _ = server;
    const stop = new AbortController();
    const call = kaiten.cards.get(get, { signal: stop.signal });
    setTimeout(() => stop.abort('enough'), 20);
    await expect(call).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
    const error = await call.catch((reason: unknown) => reason);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'AbortError',
      attempts: [{ attempt: 1, error: 'AbortError: The call was aborted' }],
    });
  });

  test('a signal that many calls share has one listener, and none in the end', async () => {
    const { server, kaiten } = await weather([], { rateLimit: false });
    await using _ = server;
    const { signal } = new AbortController();
    const calls = Array.from({ length: 20 }, () =>
      kaiten.cards.get(get, { signal, deadline: 60_000 }),
    );
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await Promise.all(calls);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('a signal that has fired lets nothing be sent', async () => {
    const { server, kaiten } = await weather([]);
    await using _ = server;
    const call = kaiten.cards.get(get, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.received).toEqual([]);
  });
});

describe('the queue', () => {
  const rateLimit = { limit: 1, window: 60_000, maxQueued: 1 };

  test('is left at once by a signal, and is not longer than it may be', async () => {
    const { server, kaiten } = await weather([], { rateLimit });
    await using _ = server;
    await kaiten.cards.get(get);
    const stop = new AbortController();
    const queued = kaiten.cards.get(get, { signal: stop.signal }).catch(nameOf);
    const refused = kaiten.cards.get(get).catch(nameOf);
    expect(await refused).toBe('QueueFullError');
    stop.abort();
    expect(await queued).toBe('AbortError');
    expect(server.received).toHaveLength(1);
  });

  test('reports calls that wait', async () => {
    const waits: unknown[] = [];
    const hooks = {
      onWait: (event: unknown) => {
        waits.push(event);
        throw new Error('mine');
      },
    };
    const { server, kaiten } = await weather([], { rateLimit, hooks });
    await using _ = server;
    await kaiten.cards.get(get);
    const queued = kaiten.cards.get(get, { deadline: 20 });
    await expect(queued).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(waits).toMatchObject([{ operationId: 'getCard', queued: 1 }]);
    expect(JSON.stringify(waits)).not.toContain('secret');
  });
});
