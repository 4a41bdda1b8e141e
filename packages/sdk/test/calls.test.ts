import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createKaiten, isApiError, isConnectionError, isKaitenError } from '../src/index.js';
import { answering, json, testServer } from './server.js';

const token = 'secret';

describe('what is sent', () => {
  test('parameters are sent where the contract expects them', async () => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    await kaiten.cards.get({ card_id: 'ABC-12' });
    await kaiten.cards.update({ card_id: 1, title: 'New', properties: { id_3: null } });
    await kaiten.cardChildren.add({ card_id: 1, body: { card_id: 2 } });
    await kaiten.columns.delete({ board_id: 3, id: 4 });
    await kaiten.columns.delete({ board_id: 3, id: 4, force: true });
    await kaiten.spaceBoards.delete({ space_id: 5, id: 6, force: true });
    await kaiten.users.getCurrent();
    expect(server.lines()).toEqual([
      'GET /cards/ABC-12?broken_api=false',
      'PATCH /cards/1 {"title":"New","properties":{"id_3":null}}',
      'POST /cards/1/children?broken_api=false {"card_id":2}',
      'DELETE /boards/3/columns/4',
      'DELETE /boards/3/columns/4 {"force":true}',
      'DELETE /spaces/5/boards/6?force=true',
      'GET /users/current',
    ]);
    const [get, update] = server.received;
    expect(get?.headers).toMatchObject({
      authorization: 'Bearer secret',
      accept: 'application/json',
    });
    expect(get?.headers['content-type']).toBeUndefined();
    expect(update?.headers['content-type']).toBe('application/json');
  });

  test('custom properties and automations are sent as in the README', async () => {
    await using server = await testServer((_, response) => void response.writeHead(204).end());
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict' });
    await kaiten.cards.update({
      card_id: 1,
      properties: { id_731: [12], id_732: 'Berlin', id_733: null },
    });
    await kaiten.automations.create({
      space_id: 7,
      name: 'Tag what is blocked',
      type: 'on_action',
      trigger: { type: 'blocked' },
      actions: [{ type: 'add_tag', data: { tagNames: ['blocked'] } }],
    });
    expect(server.received.map(({ body }) => JSON.parse(String(body)))).toEqual([
      { properties: { id_731: [12], id_732: 'Berlin', id_733: null } },
      {
        name: 'Tag what is blocked',
        type: 'on_action',
        trigger: { type: 'blocked' },
        actions: [{ type: 'add_tag', data: { tagNames: ['blocked'] } }],
      },
    ]);
  });

  test('broken_api is what the caller says', async () => {
    await using server = await testServer(answering({}));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    await kaiten.cards.get({ card_id: 1, broken_api: true });
    expect(server.lines()).toEqual(['GET /cards/1?broken_api=true']);
  });

  test('arrays are sent as the contract says: with commas, or one by one', async () => {
    await using server = await testServer(answering([]));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    await kaiten.iterations.list({ space_uid: 's', status: ['active', 'closed'] });
    await kaiten.companyUsers.list({ group_ids: [1, 2] });
    expect(server.lines()).toEqual([
      expect.stringContaining('/iterations?status=active,closed&'),
      expect.stringContaining('/users?group_ids=1&group_ids=2&'),
    ]);
  });

  test('queries are escaped, and absent values left out', async () => {
    await using server = await testServer(answering([]));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    await kaiten.tags.list({ query: 'a&b=ü', limit: undefined });
    const [line] = server.lines();
    expect(line).toMatch(/^GET \/tags\?/);
    expect(new URL(line?.split(' ')[1] ?? '', 'http://x').searchParams.get('query')).toBe('a&b=ü');
    expect(line).not.toContain('undefined');
  });

  test('headers are sent once each, those of the call before those of all calls', async () => {
    await using server = await testServer(answering({}));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, headers: { 'X-From': 'all' } });
    await kaiten.cards.get({ card_id: 1 });
    await kaiten.cards.get({ card_id: 1 }, { headers: { 'x-from': 'call' } });
    expect(server.received.map(({ headers }) => headers['x-from'])).toEqual(['all', 'call']);
  });

  test.each([undefined, null, '', '.', '..'])(
    '%o in a path is refused, and not sent',
    async (id) => {
      await using server = await testServer(answering({}));
      const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
      const call = kaiten.cards.get({ card_id: id as never });
      await expect(call).rejects.toThrow(/card_id is .*; pass a value/);
      expect(server.received).toEqual([]);
    },
  );

  test('what would leave its place in the path is escaped', async () => {
    await using server = await testServer(answering({}));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    await kaiten.cards.get({ card_id: '../users?x#y' });
    expect(server.lines()).toEqual(['GET /cards/..%2Fusers%3Fx%23y?broken_api=false']);
  });

  test.each([
    [{ timeout: 0 }, 'timeout must be a number >= 1, found 0'],
    [{ deadline: Number.NaN }, 'deadline must be a number >= 1, found NaN'],
    [{ retry: { maxAttempts: -1 } }, 'maxAttempts must be a number >= 1, found -1'],
  ])('options of a call that cannot be are refused: %o', async (options, message) => {
    const kaiten = createKaiten({ domain: 'acme', token, fetch: () => Promise.reject() });
    await expect(kaiten.cards.get({ card_id: 1 }, options)).rejects.toThrow(
      new RangeError(message),
    );
  });
});

test('a validation that is none is refused', async () => {
  const kaiten = createKaiten({ domain: 'acme', token });
  const call = kaiten.cards.get({ card_id: 1 }, { validate: 'all' as never });
  await expect(call).rejects.toThrow('validate is "all": use one of off, report, strict');
});

describe('what comes back', () => {
  test('a response with its status code, headers and attempts', async () => {
    await using server = await testServer((_, response) => {
      response.setHeader('x-request', '7');
      json(response, { id: 1 });
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const { data, response, attempts } = await kaiten.cards.get({ card_id: 1 }).withResponse();
    expect(data).toEqual({ id: 1 });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-request')).toBe('7');
    expect(response.url).toBe(`${server.baseUrl}/cards/1?broken_api=false`);
    expect(attempts).toMatchObject([{ attempt: 1, status: 200 }]);
  });

  test.each([200, 204])('nothing is undefined (%i)', async (status) => {
    await using server = await testServer((_, response) => {
      response.writeHead(status).end();
    });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect(await kaiten.cards.delete({ card_id: 1 })).toBeUndefined();
  });

  test.each(['text/html', 'text/plain', 'application/octet-stream'])(
    '%s instead of JSON is an error',
    async (type) => {
      await using server = await testServer((_, response) => {
        response.writeHead(200, { 'content-type': type }).end('<html>Log in</html>');
      });
      const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
      const error = await kaiten.cards.get({ card_id: 1 }).catch((reason: unknown) => reason);
      expect(isConnectionError(error)).toBe(true);
      expect(error).toMatchObject({
        message: `GET /cards/{card_id} returned 200 with ${type} instead of JSON`,
        operationId: 'getCard',
        attempts: [{ status: 200 }],
      });
    },
  );

  test('a caller of withResponse alone handles its failure', async () => {
    await using server = await testServer(answering('', 404));
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const failed = await kaiten.cards
      .get({ card_id: 1 })
      .withResponse()
      .catch(() => 'caught');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect([failed, unhandled]).toEqual(['caught', []]);
  });

  test('it is a promise', async () => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    let ended = false;
    const call = kaiten.cards.get({ card_id: 1 }).finally(() => {
      ended = true;
    });
    expect(await Promise.all([call, 1])).toEqual([{ id: 1 }, 1]);
    expect(ended).toBe(true);
    const failing = createKaiten({
      domain: 'acme',
      token,
      fetch: () => Promise.reject(),
      retry: false,
    });
    expect(await failing.cards.get({ card_id: 1 }).catch(() => 'caught')).toBe('caught');
  });
});

describe('request', () => {
  test('sends what the contract does not know', async () => {
    await using server = await testServer(({ line }, response) =>
      line.includes('text')
        ? void response.writeHead(200, { 'content-type': 'text/plain' }).end('as text')
        : json(response, { id: 1 }),
    );
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    expect(
      await kaiten.request('post', '/new/1', { query: { a: [1, 2] }, body: { b: 3 } }),
    ).toEqual({ id: 1 });
    expect(await kaiten.request('GET', '/text?x=1', { query: { y: 2 } })).toBe('as text');
    expect(server.lines()).toEqual(['POST /new/1?a=1&a=2 {"b":3}', 'GET /text?x=1&y=2']);
  });

  test.each([
    ['a form of pairs', new URLSearchParams({ a: '1 2' }), 'a=1+2', /x-www-form-urlencoded/],
    ['a stream', new Blob(['content']).stream(), 'content', undefined],
    ['a stream of Node', Readable.from([Buffer.from('content')]), 'content', undefined],
    ['a Buffer', Buffer.from('content'), 'content', undefined],
    ['a blob', new Blob(['content'], { type: 'text/css' }), 'content', /^text\/css$/],
  ])('sends %s as it is', async (_, body, sent, type) => {
    await using server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    await kaiten.request('POST', '/new', { body });
    const [received] = server.received;
    expect(received?.body.toString()).toBe(sent);
    if (type) expect(received?.headers['content-type']).toMatch(type);
    else expect(received?.headers).not.toHaveProperty('content-type');
  });

  test('has the same errors', async () => {
    await using server = await testServer(answering({ message: 'No' }, 404));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const error = await kaiten.request('GET', '/new/1?x=1').catch((reason: unknown) => reason);
    expect(isApiError(error) && error.message).toBe('GET /new/1 returned 404: No');
  });

  test('a path that would name another host is refused', async () => {
    const kaiten = createKaiten({ domain: 'acme', token, fetch: () => Promise.reject() });
    const error = await kaiten.request('GET', '@example.com').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(isKaitenError(error)).toBe(false);
  });
});
