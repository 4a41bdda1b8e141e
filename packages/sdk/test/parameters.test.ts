import * as client from '@kaiten-sdk/client';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKaiten, isKaitenError } from '../src/index.js';
import { createTransport } from '../src/transport.js';

const baseUrl = 'https://acme.kaiten.ru/api/latest';
const token = 'secret';

const functions = {
  getCard: client.getCard,
  listCards: client.listCards,
  listTimeLogs: client.listTimeLogs,
};

type Send = (path: object, query: object) => PromiseLike<unknown>;

/** The three ways to call an operation, and the URLs that reach their `fetch`. */
function waysToCall(name: keyof typeof functions) {
  const sent: URL[] = [];
  const fetch = async (input: string | URL | Request) => {
    sent.push(new URL(input instanceof Request ? input.url : input));
    return Response.json([]);
  };
  const options = { baseUrl, token, fetch, rateLimit: false, retry: false } as const;
  const kaiten = createKaiten(options);
  const method = {
    getCard: kaiten.cards.get,
    listCards: kaiten.cards.list,
    listTimeLogs: kaiten.timesheet.list,
  }[name];
  const call =
    (through: client.Client): Send =>
    (path, query) =>
      functions[name]({ client: through, path, query, throwOnError: true } as never);
  const ways: Readonly<Record<string, Send>> = {
    method: (path, query) => method({ ...path, ...query } as never),
    'kaiten.client': call(kaiten.client),
    transport: call(createTransport(options)),
    client: call(client.createClient(client.createConfig({ baseUrl, auth: token, fetch }))),
  };
  return { ways, sent };
}

/** What each way does: the path and query as a server reads them, or the message of the error. */
async function outcomes(
  name: Parameters<typeof waysToCall>[0],
  path: object,
  query: object,
): Promise<{ url?: URL; message?: string }[]> {
  const { ways, sent } = waysToCall(name);
  const results = [];
  for (const [way, send] of Object.entries(ways)) {
    sent.length = 0;
    try {
      await send(path, query);
      const url = sent[0] as URL;
      // Lists of methods say which page they request.
      for (const name of ['limit', 'offset']) url.searchParams.delete(name);
      results.push({ url });
    } catch (error) {
      expect(sent).toEqual([]);
      if (way === 'client') expect(error).toBeInstanceOf(TypeError);
      else expect(isKaitenError(error)).toBe(true);
      results.push({ message: (error as Error).message });
    }
  }
  return results;
}

/** Asserts that all ways do the same, and returns what. */
async function outcome(...call: Parameters<typeof outcomes>) {
  const [first, ...others] = await outcomes(...call);
  for (const other of others) {
    expect([other.url?.href, other.message]).toEqual([first?.url?.href, first?.message]);
  }
  return first as { url?: URL; message?: string };
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  // Halves of surrogate pairs, and characters that have a meaning in URLs.
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', '.', '/', '?', '#', '%', '+', ',', 'a') }),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.bigInt(),
  fc.date({ noInvalidDate: false }),
);
const anything = fc.oneof(
  scalar,
  fc.constantFrom(null, undefined, {}, new Map(), Symbol('a'), () => 1, Number.NaN, '.', '..', ''),
  fc.array(fc.oneof(scalar, fc.constantFrom(null, undefined, {}, [], [1])), { maxLength: 4 }),
);

const asText = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));

describe('a value of a path', () => {
  test('arrives unchanged, or is refused with operation and parameter', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (card_id) => {
        const { url, message } = await outcome('getCard', { card_id }, {});
        if (url) {
          const [, , , cards, id = '', ...more] = url.pathname.split('/');
          expect(['string', 'number', 'bigint']).toContain(typeof card_id);
          expect([cards, decodeURIComponent(id), more]).toEqual(['cards', String(card_id), []]);
        } else expect(message).toContain('GET /cards/{card_id}: card_id is ');
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['.', '"."'],
    ['..', '".."'],
    ['', '""'],
    [undefined, 'undefined'],
    [null, '[object Null]'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [{}, '[object Object]'],
    [[1], '[object Array]'],
    [new Date(0), '[object Date]'],
    [true, 'true'],
    ['\ud800', String.raw`"\ud800"`],
  ])('is refused: %j', async (card_id, shown) => {
    expect((await outcome('getCard', { card_id }, {})).message).toBe(
      `GET /cards/{card_id}: card_id is ${shown}; pass a value that can be sent`,
    );
  });

  test('names the operation in the error of a method', async () => {
    const kaiten = createKaiten({ baseUrl, token });
    await expect(kaiten.cards.get({ card_id: Number.NaN })).rejects.toMatchObject({
      operationId: 'getCard',
      method: 'GET',
      pathTemplate: '/cards/{card_id}',
      attempts: [],
    });
  });
});

describe('a value of a query', () => {
  // One parameter is sent as a list with commas, the other is not.
  test.each(['tag_ids', 'query'])('of %s arrives unchanged, or is refused', async (name) => {
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        const { url, message } = await outcome('listCards', {}, { [name]: value });
        if (!url) {
          expect(message).toContain(`GET /cards: ${name} is `);
          return;
        }
        const sent = url.searchParams.getAll(name);
        if (value === null || value === undefined) expect(sent).toEqual([]);
        else if (!Array.isArray(value)) expect(sent).toEqual([asText(value)]);
        else if (name === 'tag_ids') expect(sent[0]?.split(',')).toEqual(value.map(asText));
        else expect(sent).toEqual(value.map(asText));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [{}, '[object Object]'],
    [[1, null], '[object Null]'],
    [[[1]], '[object Array]'],
    [[], '[object Array]'],
    [['a,b'], '"a,b"'],
    [new Date(Number.NaN), '[object Date]'],
    [Number.NaN, 'NaN'],
    ['\udfff', String.raw`"\udfff"`],
  ])('is refused: %j', async (tag_ids, shown) => {
    expect((await outcome('listCards', {}, { tag_ids })).message).toContain(
      `GET /cards: tag_ids is ${shown}; `,
    );
  });

  test.each([[new URLSearchParams({ a: '1' })], [new Map([['a', 1]])], [['a']], ['a=1']])(
    'cannot be given as %o',
    async (query) => {
      const { ways } = waysToCall('listCards');
      for (const way of ['kaiten.client', 'transport', 'client']) {
        await expect(ways[way]?.({}, query as object)).rejects.toThrow('GET /cards: query is ');
      }
      const request = createKaiten({ baseUrl, token }).request('GET', '/cards', {
        query: query as never,
      });
      await expect(request).rejects.toThrow('GET /cards: query is ');
    },
  );

  test('is encoded as the contract says, with types that accept it', async () => {
    const ids = [1, 2] as const;
    const cards: NonNullable<client.ListCardsData['query']> = {
      tag_ids: ids,
      column_ids: '3,4',
      created_after: new Date(0),
    };
    const listed = await outcome('listCards', {}, cards);
    expect(Object.fromEntries(listed.url?.searchParams ?? [])).toMatchObject({
      tag_ids: '1,2',
      column_ids: '3,4',
      created_after: '1970-01-01T00:00:00.000Z',
      broken_api: 'false',
    });
    const days: client.ListTimeLogsData['query'] = { from: new Date(0), to: '2026-01-02' };
    const logs = await outcome('listTimeLogs', {}, days);
    expect(logs.url?.search).toBe('?from=1970-01-01&to=2026-01-02');
  });

  test('is validated as it is sent', async () => {
    const fetch = async () => Response.json([]);
    const kaiten = createKaiten({ baseUrl, token, fetch, validate: 'strict' });
    await kaiten.cards.list({ created_after: new Date(0), tag_ids: [1] });
    await kaiten.timesheet.list({ from: new Date(0), to: new Date(0) });
    const wrong = kaiten.cards.list({ tag_ids: ['a'] as never });
    await expect(wrong).rejects.toThrow('tag_ids');
  });
});

describe('a path of kaiten.request', () => {
  const kaiten = createKaiten({
    baseUrl,
    token,
    fetch: async (input) => Response.json(String(input)),
  });

  test.each([
    'cards',
    '/cards/..',
    '/cards/%2e%2E/1',
    '/cards//1',
    '/cards/',
    '/a#b',
    '/a\\b',
    '/\n',
  ])('is refused: %j', async (path) => {
    await expect(kaiten.request('GET', path)).rejects.toThrow(`path is ${JSON.stringify(path)}: `);
  });

  test('may have a query of its own', async () => {
    const query = { b: ['x', 'y'] };
    expect(await kaiten.request('GET', '/a.b/c d?a=..//', { query })).toBe(
      `${baseUrl}/a.b/c d?a=..//&b=x&b=y`,
    );
  });
});
