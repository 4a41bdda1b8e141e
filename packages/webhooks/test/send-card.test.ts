import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { CardRefusedError, type IncomingCard, sendCard } from '../src/index.js';

interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const received: Received[] = [];
let server: Server | undefined;

afterEach(() => {
  received.length = 0;
  server?.close();
});

/** A server that answers each request alike; returns its secret address. */
async function addressOf(status: number, body: string, headers = {}): Promise<string> {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { headers: sent, method, url: path } = request;
    received.push({ method, path, headers: sent, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/s3cret`;
}

test('a card is sent as JSON, without a token, and the new one returned', async () => {
  const address = await addressOf(200, '{"id":731204,"title":"Ribbon"}');
  const card: IncomingCard = { title: 'Ribbon', asap: true, properties: { id_118: [2] } };
  expect(await sendCard(address, card)).toEqual({ id: 731204, title: 'Ribbon' });
  expect(received).toMatchObject([
    { method: 'POST', path: '/hooks/s3cret', headers: { 'content-type': 'application/json' } },
  ]);
  expect(received[0]?.headers).not.toHaveProperty('authorization');
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(card);
});

test('a refusal is an error with status and body, and without the address', async () => {
  const address = await addressOf(400, '{"message":"title is required"}');
  const failure = await sendCard(address, { title: '' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CardRefusedError);
  expect(failure).toMatchObject({ status: 400, body: '{"message":"title is required"}' });
  expect(String((failure as Error).stack)).not.toContain('s3cret');
});

test('a redirect is not followed', async () => {
  const address = await addressOf(307, '', { location: '/elsewhere' });
  await expect(sendCard(address, { title: 'x' })).rejects.toThrow();
  expect(received).toHaveLength(1);
});

test('an empty body is a card of which nothing is known', async () => {
  expect(await sendCard(await addressOf(200, ''), { title: 'x' })).toEqual({});
});

test('a signal ends the call', async () => {
  const address = await addressOf(200, '{}');
  const call = sendCard(address, { title: 'x' }, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(received).toHaveLength(0);
});

test('whatever texts a card has arrive', async () => {
  const address = await addressOf(200, '{}');
  const card = fc.record({ title: fc.string({ unit: 'grapheme' }), description: fc.string() });
  await fc.assert(
    fc.asyncProperty(card, async (value) => {
      await sendCard(address, value);
      expect(JSON.parse(received.pop()?.body ?? '')).toEqual(value);
    }),
    { numRuns: 50 },
  );
});
