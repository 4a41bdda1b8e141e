import { getCard } from '@kaiten-sdk/client';
import { describe, expect, test } from 'vitest';
import { type ApiError, createKaiten, isApiError } from '../src/index.js';
import { createTransport } from '../src/transport.js';
import { answering, json, type Received, testServer } from './server.js';

const token = 'secret';

const errorOf = async (call: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await call.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  );
  expect(isApiError(error)).toBe(true);
  return error as ApiError;
};

/** A server that redirects every request, except those to `/moved`. */
const redirecting = (status: number, location: string) =>
  testServer(({ line }, response) => {
    if (line.includes('/moved')) return json(response, { id: 1 });
    response.writeHead(status, { location }).end('<html>Moved</html>');
  });

const STATUSES = [301, 302, 303, 307, 308];

describe('a read', () => {
  test.each(STATUSES)('follows a %i within its origin, with the token', async (status) => {
    await using server = await redirecting(status, '/api/latest/moved?a=1');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect(await kaiten.cards.get({ card_id: 1 })).toEqual({ id: 1 });
    expect(server.lines()).toEqual(['GET /cards/1?broken_api=false', 'GET /moved?a=1']);
    expect(server.received[1]?.headers.authorization).toBe('Bearer secret');
    expect(kaiten.stats()).toMatchObject({
      [Object.keys(kaiten.stats() ?? {})[0] ?? '']: { granted: 2 },
    });
  });

  test.each(STATUSES)('does not follow a %i to another origin', async (status) => {
    await using other = await testServer(answering({ id: 2 }));
    await using server = await redirecting(status, `${other.origin}/x?signature=1#y`);
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const error = await errorOf(kaiten.cards.get({ card_id: 1 }));
    expect(error.status).toBe(status);
    expect(error.message).toBe(
      `GET /cards/{card_id} returned ${status}: a redirect to ${other.origin}/x, not followed`,
    );
    expect(error.attempts).toHaveLength(1);
    expect(other.received).toEqual([]);
  });

  test.each(['http://[', 'gopher://x/', 'mailto:a', '//user:pass@HOST/moved'])(
    'does not follow a redirect to %s',
    async (location) => {
      await using server = await testServer(({ headers }, response) => {
        const target = location.replace('HOST', String(headers.host));
        response.writeHead(302, { location: target }).end();
      });
      const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
      expect((await errorOf(kaiten.cards.get({ card_id: 1 }))).status).toBe(302);
      expect(server.received).toHaveLength(1);
    },
  );

  test('ends in a loop after 5 redirects, each of which takes a permit', async () => {
    await using server = await redirecting(302, '/api/latest/loop');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const error = await errorOf(kaiten.cards.get({ card_id: 1 }));
    expect(error.message).toContain('returned 302: a redirect to /api/latest/loop, not followed');
    expect(server.received).toHaveLength(6);
    expect(Object.values(kaiten.stats() ?? {})).toMatchObject([{ granted: 6 }]);
  });

  test('with a 300 is an error', async () => {
    await using server = await redirecting(300, '/api/latest/moved');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect((await errorOf(kaiten.cards.get({ card_id: 1 }))).status).toBe(300);
  });

  test('of the transport is the same', async () => {
    await using server = await redirecting(302, '/api/latest/moved');
    const client = createTransport({ baseUrl: server.baseUrl, token });
    expect((await getCard({ client, path: { card_id: 1 } })).data).toEqual({ id: 1 });
  });
});

describe('a write', () => {
  test.each(STATUSES)('is never sent again after a %i', async (status) => {
    await using server = await redirecting(status, '/api/latest/moved');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const calls: [string, () => Promise<unknown>][] = [
      ['POST /cards', () => kaiten.cards.create({ board_id: 1, title: 'New' })],
      ['PATCH /cards/{card_id}', () => kaiten.cards.update({ card_id: 1, title: 'New' })],
      ['DELETE /x', () => kaiten.request('DELETE', '/x')],
      ['PUT /x', () => kaiten.request('PUT', '/x', { body: {} })],
    ];
    for (const [call, send] of calls) {
      expect((await errorOf(send())).message).toBe(
        `${call} returned ${status}: a redirect to /api/latest/moved, not followed`,
      );
    }
    expect(server.received).toHaveLength(calls.length);
  });

  test('with a form is not sent again either', async () => {
    await using server = await redirecting(307, '/api/latest/moved');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const upload = (size: number) =>
      kaiten.cardFiles.upload({
        card_id: 1,
        body: { file: new File([new Uint8Array(size)], 'a.bin') },
      });
    expect((await errorOf(upload(1_000))).message).toBe(
      'PUT /cards/{card_id}/files returned 307: a redirect to /api/latest/moved, not followed',
    );
    // Node would keep a copy of a large form if it were to report where the redirect leads.
    await expect(upload(11_000_000)).rejects.toMatchObject({
      name: 'KaitenError',
      message: expect.stringContaining('unexpected redirect'),
    });
    expect(server.received.length).toBeLessThanOrEqual(2);
  });
});

test('a redirect that a browser hides is an error that says so', async () => {
  // Browsers return this for every redirect with `redirect: 'manual'`.
  const opaque = Response.error();
  Object.defineProperty(opaque, 'type', { value: 'opaqueredirect' });
  const modes: unknown[] = [];
  const kaiten = createKaiten({
    baseUrl: 'http://127.0.0.1/api/latest',
    token,
    fetch: async (_input, init) => {
      modes.push(init?.redirect);
      return opaque;
    },
  });
  const error = await errorOf(kaiten.cards.create({ board_id: 1, title: 'New' }));
  expect(error.message).toBe(
    'POST /cards returned 0: a redirect, whose status code and address browsers hide',
  );
  await errorOf(kaiten.cards.get({ card_id: 1 }));
  expect(modes).toEqual(['manual', 'manual']);
});

test('a download follows redirects of other servers, without the token', async () => {
  const hops: Received[] = [];
  await using storage = await testServer((received, response) => {
    hops.push(received);
    if (received.line === 'GET /a') return void response.writeHead(302, { location: '/b' }).end();
    response.writeHead(200, { 'content-type': 'text/plain' }).end('content');
  });
  await using server = await redirecting(302, `${storage.origin}/a`);
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
  expect(await (await kaiten.download('/api/latest/cards/a/files/b')).text()).toBe('content');
  expect(hops.map(({ line }) => line)).toEqual(['GET /a', 'GET /b']);
  expect(hops.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
});
