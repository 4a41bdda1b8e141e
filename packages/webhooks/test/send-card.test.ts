import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
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

/** Starts a server that sends the same response to every request, and returns its secret URL. */
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

test('sends the card as JSON without a token and returns the new card', async () => {
  const address = await addressOf(200, '{"id":731204,"title":"Ribbon"}');
  const card: IncomingCard = { title: 'Ribbon', asap: true, properties: { id_118: [2] } };
  expect(await sendCard(address, card)).toEqual({ id: 731204, title: 'Ribbon' });
  expect(received).toMatchObject([
    { method: 'POST', path: '/hooks/s3cret', headers: { 'content-type': 'application/json' } },
  ]);
  expect(received[0]?.headers).not.toHaveProperty('authorization');
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(card);
});

test('throws an error with the status code and body, but without the URL, if the card is rejected', async () => {
  const address = await addressOf(400, '{"message":"title is required"}');
  const failure = await sendCard(address, { title: '' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CardRefusedError);
  expect(failure).toMatchObject({ status: 400, body: '{"message":"title is required"}' });
  expect(String((failure as Error).stack)).not.toContain('s3cret');
});

test('does not follow a redirect', async () => {
  const address = await addressOf(307, '', { location: '/elsewhere' });
  await expect(sendCard(address, { title: 'x' })).rejects.toMatchObject({ status: 307 });
  expect(received).toHaveLength(1);
});

test('returns an empty object if the response has no body', async () => {
  expect(await sendCard(await addressOf(200, ''), { title: 'x' })).toEqual({});
});

test('aborts the request with the signal', async () => {
  const address = await addressOf(200, '{}');
  const call = sendCard(address, { title: 'x' }, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(received).toHaveLength(0);
});

test('sends any text unchanged', async () => {
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

/** Everything that an error could reveal in a log: message, stack, causes and own properties. */
async function revealedBy(url: string | URL): Promise<string> {
  const error = await sendCard(url, { title: 'x' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect(error).not.toHaveProperty('cause');
  return inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
}

test.each([
  'acme.kaiten.ru/hook/S3CRET',
  '/hook/S3CRET',
  'https://u:S3CRET@acme.kaiten.ru/hook',
  'https://S3CRET@acme.kaiten.ru/hook',
  'https://S3CRET:port/hook',
  'ftp://acme.kaiten.ru/hook/S3CRET',
  'S3CRET:hook',
])('rejects %s without revealing it', async (url) => {
  expect(await revealedBy(url)).not.toContain('S3CRET');
});

test('rejects a URL object with credentials without revealing it', async () => {
  expect(await revealedBy(new URL('https://u:S3CRET@acme.kaiten.ru'))).not.toContain('S3CRET');
});

test('does not reveal the secret in any malformed URL', async () => {
  const url = fc
    .tuple(
      fc.constantFrom('', '/', '//', 'http:', 'https://', 'https://u:', 'ftp://', ' ', '\0'),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '@acme.kaiten.ru', ':port', ' /', '%', '[', '@'),
    )
    .map(([start, before, after, end]) => `${start}${before}S3CRET${after}${end}`)
    .filter(isRejected);
  await fc.assert(
    fc.asyncProperty(url, async (value) => {
      expect((await revealedBy(value)).toUpperCase()).not.toContain('S3CRET');
    }),
  );
});

function isRejected(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { password, protocol, username } = new URL(url);
  return !/^https?:$/.test(protocol) || username !== '' || password !== '';
}
