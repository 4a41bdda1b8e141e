import { expect, expectTypeOf, test } from 'vitest';
import { type Card, createKaiten, isServerError, type List, positionOf } from '../src/index.js';
import { json, type TestServer, testServer } from './server.js';

/** Answers `GET /cards` with pages of so many rows in all, but for where it fails. */
function cards(count: number, fails = (_offset: number) => false): Promise<TestServer> {
  return testServer(({ line }, response) => {
    const { searchParams } = new URL(line.split(' ')[1] ?? '', 'http://localhost');
    const offset = Number(searchParams.get('offset') ?? 0);
    const limit = Number(searchParams.get('limit') ?? 100);
    if (fails(offset)) return json(response, { message: 'Down' }, 501);
    const length = Math.max(0, Math.min(limit, count - offset));
    json(
      response,
      Array.from({ length }, (_, index) => ({ id: offset + index + 1 })),
    );
  });
}

const kaitenOf = (server: TestServer) =>
  createKaiten({ baseUrl: server.baseUrl, token: 'secret', retry: false, rateLimit: false });

async function idsOf(rows: AsyncIterable<{ id: number }>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of rows) ids.push(id);
  return ids;
}

test('iterating gives the rows of all pages', async () => {
  await using server = await cards(250);
  const list = kaitenOf(server).cards.list({ board_id: 3 });
  expectTypeOf(list).toEqualTypeOf<List<Card>>();
  expect(await idsOf(list)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  expect(server.lines()[0]).toContain('board_id=3');
});

test('nothing is sent before somebody wants it', async () => {
  await using server = await cards(3);
  const list = kaitenOf(server).cards.list();
  await new Promise((resolve) => setImmediate(resolve));
  expect(server.received).toEqual([]);
  expect(await list).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
});

test('awaiting gives the first page, which is asked for once', async () => {
  await using server = await cards(150);
  const list = kaitenOf(server).cards.list();
  const page = await list;
  expectTypeOf(page).toEqualTypeOf<Card[]>();
  expect(page).toHaveLength(100);
  expect(await list).toBe(page);
  const { data, response } = await list.withResponse();
  expect(data).toBe(page);
  expect(response.status).toBe(200);
  expect(server.received).toHaveLength(1);
  expect(await idsOf(list)).toHaveLength(150);
  expect(server.received).toHaveLength(2);
  expect((await list.toArray({ max: 100 })).length).toBe(100);
  expect(server.received).toHaveLength(2);
});

test('pages tell where the next one starts, and a list goes on from there', async () => {
  await using server = await cards(150);
  const kaiten = kaitenOf(server);
  for await (const page of kaiten.cards.list().pages()) {
    const { items, position, last } = page;
    expect(items).toHaveLength(100);
    expect([...page]).toEqual(items);
    expect(last).toBe(false);
    const from = JSON.parse(JSON.stringify(position));
    expect((await idsOf(kaiten.cards.list({}, { from })))[0]).toBe(101);
    return;
  }
  expect.unreachable();
});

test('toArray stops at its limit', async () => {
  await using server = await cards(250);
  const kaiten = kaitenOf(server);
  const some = await kaiten.cards.list().toArray({ max: 120 });
  expect(some).toHaveLength(120);
  expect(some.complete).toBe(false);
  expect((await kaiten.cards.list().toArray({ max: 1000 })).complete).toBe(true);
});

test('a list that is not paged is one page', async () => {
  await using server = await testServer((_, response) => json(response, [{ id: 1 }, { id: 2 }]));
  const kaiten = kaitenOf(server);
  expect(await idsOf(kaiten.cardTags.list({ card_id: 1 }))).toEqual([1, 2]);
  expect(server.lines()).toEqual(['GET /cards/1/tags']);
});

test('a failure is thrown to who waits, and not remembered', async () => {
  let failing = true;
  await using server = await testServer((_, response) =>
    failing ? json(response, { message: 'Down' }, 501) : json(response, [{ id: 1 }]),
  );
  const list = kaitenOf(server).cards.list();
  await expect(list).rejects.toSatisfy(isServerError);
  await expect(idsOf(list)).rejects.toSatisfy(isServerError);
  failing = false;
  expect(await list.catch(() => [])).toEqual([{ id: 1 }]);
  expect(await idsOf(list)).toEqual([1]);
});

test('a walk goes on where it failed', async () => {
  let failing = true;
  await using server = await cards(150, (offset) => failing && offset > 0);
  const kaiten = kaitenOf(server);
  const ids: number[] = [];
  const collect = async (list: List<Card>) => {
    for await (const { id } of list) ids.push(id);
  };
  const error = await collect(kaiten.cards.list()).catch((reason: unknown) => reason);
  expect(isServerError(error)).toBe(true);
  failing = false;
  await collect(kaiten.cards.list({}, { from: positionOf(error) }));
  expect(ids).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
});

test('who stops early leaves nothing behind', async () => {
  await using server = await cards(1000);
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  for await (const { id } of kaitenOf(server).cards.list()) if (id === 5) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('a signal ends the walk', async () => {
  await using server = await cards(1000);
  const stop = new AbortController();
  const ids: number[] = [];
  const walk = async () => {
    for await (const { id } of kaitenOf(server).cards.list({}, { signal: stop.signal })) {
      ids.push(id);
      if (id === 100) stop.abort();
    }
  };
  await expect(walk()).rejects.toThrow();
  expect(ids).toHaveLength(100);
});
