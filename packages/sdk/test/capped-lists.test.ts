import { expect, test } from 'vitest';
import { createKaiten, type Kaiten, type List } from '../src/index.js';
import { json, type TestServer, testServer } from './server.js';

const COUNT = 250;
const group_uid = '5a3d4c0b-9a51-4d6f-8f2f-4c117b0f2c1e';

const kaitenOf = (server: TestServer) =>
  createKaiten({ baseUrl: server.baseUrl, token: 'secret', retry: false, rateLimit: false });

async function idsOf(list: AsyncIterable<{ id: number }>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of list) ids.push(id);
  return ids;
}

const ids = (count: number) => rows(count).map(({ id }) => id);

const byPages: [string, string, (kaiten: Kaiten) => List<{ id: number }>][] = [
  ['comments', '/cards/7/comments', ({ cardComments }) => cardComments.list({ card_id: 7 })],
  ['children', '/cards/7/children', ({ cardChildren }) => cardChildren.list({ card_id: 7 })],
  ['time logs', '/cards/7/time-logs', ({ cardTimeLogs }) => cardTimeLogs.list({ card_id: 7 })],
  [
    'users of a group',
    `/groups/${group_uid}/users`,
    ({ groupUsers }) => groupUsers.list({ group_uid }),
  ],
  [
    'allowed users',
    '/cards/7/allowed-users',
    ({ cardAllowedUsers }) => cardAllowedUsers.list({ card_id: 7 }),
  ],
  ['spaces', '/spaces', ({ spaces }) => spaces.list()],
  [
    'options of a select',
    '/company/custom-properties/7/select-values',
    ({ customPropertySelectValues }) => customPropertySelectValues.list({ property_id: 7 }),
  ],
];

test.each(byPages)('all 250 %s come, in order, each once', async (_, path, list) => {
  await using server = await cappedServer({ [path]: byOffset(rows(COUNT)) });
  expect(await idsOf(list(kaitenOf(server)))).toEqual(ids(COUNT));
  const collected = await list(kaitenOf(server)).toArray({ max: 1_000 });
  expect(collected.map(({ id }) => id)).toEqual(ids(COUNT));
  expect(collected.complete).toBe(true);
  expect(server.lines()[0]).toMatch(/[?&]limit=100&offset=0(&|$)/);
});

test.each(byPages)('awaiting %s gives the first page, which is not all', async (_, path, list) => {
  await using server = await cappedServer({ [path]: byOffset(rows(COUNT)) });
  expect(await list(kaitenOf(server))).toHaveLength(100);
  const some = await list(kaitenOf(server)).toArray({ max: 100 });
  expect(some).toHaveLength(100);
  expect(some.complete).toBe(false);
});

test.each(byPages)(
  'one page of %s takes a second call, since it may be a maximum',
  async (_, path, list) => {
    await using server = await cappedServer({ [path]: byOffset(rows(63)) });
    expect(await idsOf(list(kaitenOf(server)))).toEqual(ids(63));
    expect(server.received).toHaveLength(2);
  },
);

test.each([16, 32, 64, 99])(
  'a server that returns at most %d rows is walked whole',
  async (maximum) => {
    let count = COUNT;
    const page = (query: URLSearchParams) => {
      const offset = Number(query.get('offset'));
      return rows(count).slice(offset, offset + sizeOf(query, maximum));
    };
    await using server = await cappedServer({ '/spaces': page });
    const kaiten = kaitenOf(server);
    const all = await kaiten.spaces.list({}, { readAhead: 1 }).toArray({ max: 1_000 });
    expect(all.map(({ id }) => id)).toEqual(ids(COUNT));
    expect(all.complete).toBe(true);
    // The client remembers the size of a full page.
    count = 7;
    const before = server.received.length;
    expect(await idsOf(kaiten.spaces.list())).toEqual(ids(7));
    expect(server.received).toHaveLength(before + 1);
  },
);

test('all 250 users of a space come once, although pages are short and not in order', async () => {
  await using server = await cappedServer({ '/spaces/4/users': byGreatestId(rows(COUNT)) });
  const { spaceUsers } = kaitenOf(server);
  const seen = await idsOf(spaceUsers.list({ space_id: 4 }));
  expect(seen.toSorted((a, b) => a - b)).toEqual(ids(COUNT));
  expect(server.lines()).toEqual([
    'GET /spaces/4/users?limit=500',
    'GET /spaces/4/users?limit=500&last_user_id=167',
    'GET /spaces/4/users?limit=500&last_user_id=250',
  ]);
  const small = await spaceUsers.list({ space_id: 4, limit: 10 }).toArray({ max: 1_000 });
  expect(new Set(small.map(({ id }) => id)).size).toBe(COUNT);
  expect(small).toHaveLength(COUNT);
  expect(small.complete).toBe(true);
});

test('a walk through the users of a space goes on from a position', async () => {
  await using server = await cappedServer({ '/spaces/4/users': byGreatestId(rows(COUNT)) });
  const { spaceUsers } = kaitenOf(server);
  for await (const { items, position } of spaceUsers.list({ space_id: 4 }).pages()) {
    const from = JSON.parse(JSON.stringify(position));
    const rest = await idsOf(spaceUsers.list({ space_id: 4 }, { from }));
    expect([...items.map(({ id }) => id), ...rest].toSorted((a, b) => a - b)).toEqual(ids(COUNT));
    return;
  }
  expect.unreachable();
});

test('all 250 cards by position come, in order, each once, without an offset', async () => {
  await using server = await cappedServer({ '/cards': byPosition(rows(COUNT)) });
  const { cards } = kaitenOf(server);
  expect(await idsOf(cards.list({ version: 2, offset: 0 }))).toEqual(ids(COUNT));
  expect(await cards.list({ version: 2 })).toHaveLength(87);
  expect(server.lines().length).toBeGreaterThan(4);
  for (const line of server.lines()) expect(line).not.toContain('offset');
});

test('an offset beside the version of lists by position is refused', async () => {
  await using server = await cappedServer({});
  const list = kaitenOf(server).cards.list({ version: 2, offset: 100 });
  await expect(list).rejects.toThrow(TypeError);
  await expect(idsOf(list)).rejects.toThrow('offset has no effect with a cursor');
  expect(server.received).toEqual([]);
});

interface Row {
  readonly id: number;
}

type Answer = (query: URLSearchParams) => unknown;

const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1 }));

/** Serves lists by their paths as Kaiten does since 2026-10-01; everything else is 404. */
function cappedServer(lists: Readonly<Record<string, Answer>>): Promise<TestServer> {
  return testServer(({ line }, response) => {
    const { pathname, searchParams } = new URL(line.split(' ')[1] ?? '', 'http://localhost');
    const answer = lists[pathname.replace('/api/latest', '')];
    return answer ? json(response, answer(searchParams)) : json(response, {}, 404);
  });
}

function sizeOf(query: URLSearchParams, most = 100): number {
  return Math.max(1, Math.min(Number(query.get('limit') ?? 100), most));
}

/** 100 rows without a page size, and no more with one. */
function byOffset(all: readonly Row[]): Answer {
  return (query) => {
    const offset = Number(query.get('offset') ?? 0);
    return all.slice(offset, offset + sizeOf(query));
  };
}

/**
 * Rows with greater ids than the last one, of which pages lack some and are not in the order of ids.
 * `offset` is ignored.
 */
function byGreatestId(all: readonly Row[]): Answer {
  return (query) => {
    const last = Number(query.get('last_user_id') ?? 0);
    const rest = all.filter(({ id }) => id > last);
    const page = rest.slice(0, Math.ceil(sizeOf(query, 500) / 3));
    return page.sort((a, b) => (a.id % 7) - (b.id % 7) || b.id - a.id);
  };
}

/**
 * Pages by position: each repeats rows of the one before, every third one only such, and the empty
 * one after the last has a position, too. `offset` is not honoured.
 */
function byPosition(all: readonly Row[]): Answer {
  return (query) => {
    const limit = sizeOf(query);
    const [end = 0, page = 0] = (query.get('start_position') ?? '').split('-').map(Number);
    const fresh = page % 3 === 2 ? 0 : Math.ceil(limit * 0.87);
    const next = Math.min(all.length, end + fresh);
    const isPast = end >= all.length;
    const result = isPast ? [] : all.slice(Math.max(0, next - limit), next);
    return { result, position: `${next}-${page + 1}` };
  };
}
