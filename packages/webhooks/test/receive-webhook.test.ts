import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ReceiveWebhookOptions,
  receiveWebhook,
  WebhookError,
  type WebhookEvent,
} from '../src/index.js';
import { contractExamples, exampleOf } from './contract-examples.js';
import { listen, post } from './listen.js';

const SECRET = 'dWJ1bnR1LWtlZXBz';
const inQuery = { secret: { in: 'query', name: 'secret', value: SECRET } } as const;
const inHeader = { secret: { in: 'header', name: 'X-Webhook-Secret', value: SECRET } } as const;
const bearer = {
  secret: { in: 'header', name: 'authorization', value: `Bearer ${SECRET}` },
} as const;

const text = JSON.stringify(exampleOf('comment:add'));
const bytes = new TextEncoder().encode(text);

/** Receives a `node:http` request, either unchanged or converted to a `Request`. */
const forms = {
  'node:http': (request: IncomingMessage) => request,
  Request: (request: IncomingMessage) => toRequest(request),
};

function toRequest(message: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) headers.set(name, `${value}`);
  const chunks = message[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return new Request(`http://127.0.0.1${message.url}`, init as RequestInit);
}

describe.each(Object.entries(forms))('from %s', (_, form) => {
  async function serve(options: ReceiveWebhookOptions = {}) {
    const received: WebhookEvent[] = [];
    const errors: unknown[] = [];
    const server = await listen(async (request, response) => {
      try {
        received.push(await receiveWebhook(form(request), options));
        response.writeHead(200).end();
      } catch (error) {
        errors.push(error);
        const status = error instanceof WebhookError ? error.status : 500;
        response.writeHead(status, { connection: 'close' }).end();
      }
    });
    return { received, errors, ...server, [Symbol.asyncDispose]: server[Symbol.asyncDispose] };
  }

  test('receives every event of the contract', async () => {
    await using server = await serve();
    for (const [, example] of contractExamples()) {
      const body = JSON.stringify(example);
      expect((await fetch(server.url, { method: 'POST', body })).status).toBe(200);
    }
    expect(server.received).toEqual(contractExamples().map(([, example]) => example));
  });

  test('joins a body of many chunks that split characters', async () => {
    await using server = await serve();
    const example = exampleOf('comment:add');
    example.data.text = 'Готово ✅ '.repeat(50);
    const body = new TextEncoder().encode(JSON.stringify(example));
    const parts = Array.from(body, (byte) => new Uint8Array([byte]));
    expect(await post(server.url, parts)).toMatchObject({ status: 200 });
    expect(server.received).toEqual([example]);
  });

  test.each([
    [200, inQuery, `/hook?a=1&secret=${SECRET}`, {}],
    [401, inQuery, '/hook', {}],
    [401, inQuery, '/hook?secret=', {}],
    [401, inQuery, `/hook?secret=${SECRET}x`, {}],
    [401, inQuery, `/hook?secret=${SECRET.slice(0, -1)}`, {}],
    [401, inQuery, `/hook#?secret=${SECRET}`, {}],
    [401, inQuery, '/hook', { secret: SECRET }],
    [200, inHeader, '/hook', { 'x-webhook-secret': SECRET }],
    [401, inHeader, '/hook', { 'x-webhook-secret': SECRET.toLowerCase() }],
    [401, inHeader, `/hook?X-Webhook-Secret=${SECRET}`, {}],
    [200, bearer, '/', { authorization: `Bearer ${SECRET}` }],
    [401, bearer, '/', { authorization: `Basic ${SECRET}` }],
  ] as const)('%d: %j at %s with %j', async (status, options, path, headers) => {
    await using server = await serve(options);
    const answer = await fetch(server.url + path, { method: 'POST', body: text, headers });
    expect(answer.status).toBe(status);
    expect(server.received).toHaveLength(status === 200 ? 1 : 0);
    expect(server.errors.map((error) => (error as Error).name)).toEqual(
      status === 200 ? [] : ['WebhookSecretError'],
    );
  });

  test('checks the secret first, and no error contains it', async () => {
    await using server = await serve({ ...inQuery, maxBytes: 10 });
    expect((await fetch(server.url, { method: 'POST', body: text })).status).toBe(401);
    const { message, stack } = server.errors[0] as Error;
    expect(`${message}${stack}`).not.toContain(SECRET);
  });

  test('rejects a too large Content-Length without reading the body', async () => {
    await using server = await serve();
    const headers = { 'content-length': '1048577' };
    expect(await post(server.url, [bytes], headers)).toMatchObject({ status: 413 });
    expect(server.errors).toMatchObject([{ name: 'WebhookTooLargeError' }]);
  });

  test('rejects an endless body at the limit', async () => {
    await using server = await serve({ maxBytes: 100_000 });
    const { status, written } = await post(server.url, endless());
    expect(status).toBe(413);
    expect(written).toBeLessThan(20_000_000);
    expect(server.errors).toMatchObject([{ name: 'WebhookTooLargeError' }]);
  });

  test.each([
    [400, ''],
    [400, '{'],
    [400, '{"event":"tag:remove","data":{}}'],
    [422, '{"event":"card:remove","data":{}}'],
  ])('%d: %s', async (status, body) => {
    await using server = await serve();
    expect((await fetch(server.url, { method: 'POST', body })).status).toBe(status);
    expect(server.received).toEqual([]);
  });
});

function* endless(): Generator<Uint8Array> {
  for (;;) yield new Uint8Array(65_536).fill(32);
}

test('a Request without a body, or whose body has been read, is malformed', async () => {
  const url = 'https://hooks.example.com/kaiten';
  const empty = new Request(url, { method: 'POST' });
  await expect(receiveWebhook(empty)).rejects.toMatchObject({ name: 'MalformedWebhookError' });
  const read = new Request(url, { method: 'POST', body: text });
  await read.text();
  const failure = await receiveWebhook(read).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'MalformedWebhookError', cause: expect.any(TypeError) });
});

test('a body whose sender disconnects is malformed', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
  const init = { method: 'POST', body, duplex: 'half' };
  const request = new Request('https://hooks.example.com', init as RequestInit);
  await expect(receiveWebhook(request)).rejects.toMatchObject({ name: 'MalformedWebhookError' });
});

test('only WebhookErrors are thrown for any URL, header or body', async () => {
  const request = fc.record({
    url: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
    headers: fc.dictionary(
      fc.constantFrom('x-webhook-secret', 'content-length', 'other'),
      fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.constant(undefined)),
    ),
    chunks: fc.array(fc.uint8Array()),
  });
  const options = fc.constantFrom<ReceiveWebhookOptions>({}, inQuery, inHeader, { maxBytes: 3 });
  await fc.assert(
    fc.asyncProperty(request, options, async ({ url, headers, chunks }, chosen) => {
      const incoming = {
        url,
        headers,
        async *[Symbol.asyncIterator]() {
          yield* chunks;
        },
      };
      const outcome = await receiveWebhook(incoming, chosen).catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(WebhookError);
    }),
  );
});
