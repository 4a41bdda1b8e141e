import { Readable } from 'node:stream';
import { expect, expectTypeOf, test, vi } from 'vitest';
import {
  type CardListItem,
  createKaiten,
  isAbortError,
  isKaitenError,
  isServerError,
  type List,
  PaginationError,
  positionOf,
} from '../src/index.js';
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

/** Answers the first pages, and hangs with all others until they are given up. */
async function hangingAfter(pages: number) {
  let aborted = 0;
  const server = await testServer((_, response) => {
    response.once('close', () => {
      if (!response.writableFinished) aborted += 1;
    });
    if (server.received.length > pages) return;
    json(
      response,
      Array.from({ length: 100 }, (_, index) => ({ id: 100 * server.received.length + index })),
    );
  });
  return Object.assign(server, { aborted: () => aborted });
}

const kaitenOf = (server: TestServer) =>
  createKaiten({ baseUrl: server.baseUrl, token: 'secret', retry: false, rateLimit: false });

async function idsOf(rows: AsyncIterable<{ id: number }>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of rows) ids.push(id);
  return ids;
}

test('iterating returns the rows of all pages', async () => {
  await using server = await cards(250);
  const list = kaitenOf(server).cards.list({ board_id: 3 });
  expectTypeOf(list).toEqualTypeOf<List<CardListItem>>();
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

test('awaiting returns the first page, which is requested once', async () => {
  await using server = await cards(150);
  const list = kaitenOf(server).cards.list();
  const page = await list;
  expectTypeOf(page).toEqualTypeOf<CardListItem[]>();
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

test('pages have the position of the next page, and a list continues from there', async () => {
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

test('a failure is thrown to all waiting callers and not cached', async () => {
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

test('an iteration continues where it failed', async () => {
  let failing = true;
  await using server = await cards(150, (offset) => failing && offset > 0);
  const kaiten = kaitenOf(server);
  const ids: number[] = [];
  const collect = async (list: List<CardListItem>) => {
    for await (const { id } of list) ids.push(id);
  };
  const error = await collect(kaiten.cards.list()).catch((reason: unknown) => reason);
  expect(isServerError(error)).toBe(true);
  failing = false;
  await collect(kaiten.cards.list({}, { from: positionOf(error) }));
  expect(ids).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
});

test('ending an iteration early leaves nothing behind', async () => {
  await using server = await cards(1000);
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  for await (const { id } of kaitenOf(server).cards.list()) if (id === 5) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test.each([
  ['rows', 0],
  ['rows', 1],
  ['pages', 0],
  ['pages', 1],
] as const)(
  'who stops while %s are waited for, after page %d, aborts the call',
  async (what, pages) => {
    await using server = await hangingAfter(pages);
    const list = kaitenOf(server).cards.list();
    const iterator = what === 'pages' ? list.pages() : list[Symbol.asyncIterator]();
    const seen = pages * (what === 'pages' ? 1 : 100);
    for (let step = 0; step < seen; step += 1) await iterator.next();
    const pending = iterator.next();
    await vi.waitFor(() => expect(server.received).toHaveLength(pages + 1));
    expect(await iterator.return()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    await vi.waitFor(() => expect(server.aborted()).toBe(1));
  },
);

test.each([undefined, new Error('mine')])(
  'a stream of a list is destroyed with %s',
  async (error) => {
    await using server = await hangingAfter(1);
    const stream = Readable.from(kaitenOf(server).cards.list());
    const errors: unknown[] = [];
    stream.on('error', (thrown) => errors.push(thrown));
    stream.resume();
    await vi.waitFor(() => expect(server.received).toHaveLength(2));
    stream.destroy(error);
    await vi.waitFor(() => expect(stream.closed).toBe(true));
    await vi.waitFor(() => expect(server.aborted()).toBe(1));
    expect(errors).toEqual(error ? [error] : []);
  },
);

test('the first page is aborted only when all iterations have ended', async () => {
  await using server = await hangingAfter(0);
  const list = kaitenOf(server).cards.list();
  const [one, other] = [list[Symbol.asyncIterator](), list.pages()];
  const pending = [one.next(), other.next()];
  await vi.waitFor(() => expect(server.received).toHaveLength(1));
  await one.return();
  expect(await pending[0]).toEqual({ done: true, value: undefined });
  expect(server.aborted()).toBe(0);
  await other.return();
  await vi.waitFor(() => expect(server.aborted()).toBe(1));
  expect(server.received).toHaveLength(1);
});

test('awaiting the first page succeeds even if an iteration ends', async () => {
  let answer = () => {};
  await using server = await testServer(({ line }, response) => {
    if (line.includes('offset=1')) json(response, []);
    else answer = () => json(response, [{ id: 1 }]);
  });
  const list = kaitenOf(server).cards.list();
  const iterator = list[Symbol.asyncIterator]();
  const pending = iterator.next();
  const rows = list.then((page) => page);
  await vi.waitFor(() => expect(server.received).toHaveLength(1));
  await iterator.return();
  expect(await pending).toEqual({ done: true, value: undefined });
  answer();
  expect(await rows).toEqual([{ id: 1 }]);
  expect(await idsOf(list)).toEqual([1]);
  expect(server.lines()).toHaveLength(2);
});

test('a first page that was aborted is requested again', async () => {
  let isHanging = true;
  await using server = await testServer((_, response) => {
    if (!isHanging) json(response, [{ id: 1 }]);
  });
  const list = kaitenOf(server).cards.list();
  const iterator = list[Symbol.asyncIterator]();
  const pending = iterator.next();
  await vi.waitFor(() => expect(server.received).toHaveLength(1));
  const returned = iterator.return();
  isHanging = false;
  expect(await list).toEqual([{ id: 1 }]);
  await Promise.all([returned, pending]);
});

test.each([
  ['between two rows', 50],
  ['after a page', 100],
])('a signal ends the walk %s', async (_, last) => {
  await using server = await cards(1000);
  const stop = new AbortController();
  const ids: number[] = [];
  const walk = async () => {
    for await (const { id } of kaitenOf(server).cards.list({}, { signal: stop.signal })) {
      ids.push(id);
      if (id === last) stop.abort('enough');
    }
  };
  const error = await walk().catch((thrown: unknown) => thrown);
  expect(isAbortError(error)).toBe(true);
  expect(error).toHaveProperty('cause', 'enough');
  expect(ids).toHaveLength(last);
});

test('a signal ends all that wait for the first page', async () => {
  await using server = await hangingAfter(0);
  const stop = new AbortController();
  const list = kaitenOf(server).cards.list({}, { signal: stop.signal });
  const waiting = [list.then(), list.withResponse(), idsOf(list), list.toArray({ max: 5 })];
  await vi.waitFor(() => expect(server.received).toHaveLength(1));
  stop.abort('enough');
  for (const outcome of await Promise.allSettled([...waiting, list, idsOf(list)])) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { cause: 'enough' } });
    expect(isAbortError((outcome as PromiseRejectedResult).reason)).toBe(true);
  }
  await vi.waitFor(() => expect(server.aborted()).toBe(1));
  expect(server.received).toHaveLength(1);
});

test('rows that are there are given also when the signal has fired', async () => {
  await using server = await cards(3);
  const stop = new AbortController();
  const list = kaitenOf(server).cards.list({}, { signal: stop.signal });
  const rows = await list;
  stop.abort();
  expect(await list).toBe(rows);
});

test.each([
  ['undefined', undefined],
  ['null', null],
  ['a string', 'x'],
  ['an object with nothing', {}],
  ['an object with result', { result: null }],
])('a response that is not a list is an error, awaited or iterated: %s', async (found, answer) => {
  await using server = await testServer((_, response) => json(response, answer));
  const list = kaitenOf(server).cards.list();
  const asked = [list.then(), list.withResponse(), idsOf(list), list.toArray({ max: 5 })];
  for (const error of await Promise.all(asked.map((one) => one.catch((thrown) => thrown)))) {
    expect(error).toBeInstanceOf(PaginationError);
    expect(isKaitenError(error)).toBe(true);
    expect(error.message).toBe(
      `GET /cards returned 200: A page of a list must be an array, found ${found}`,
    );
    expect(error.attempts).toHaveLength(1);
  }
});

test.each([{ pageSize: 0 }, { readAhead: 'x' as never }, { from: { cursor: 'x' } }])(
  'options that cannot be are refused alike, awaited or iterated: %o',
  async (options) => {
    await using server = await cards(3);
    const list = kaitenOf(server).cards.list({}, options);
    const asked = [list.then(), list.withResponse(), idsOf(list), list.toArray({ max: 5 })];
    const [error, ...others] = await Promise.all(asked.map((one) => one.catch((thrown) => thrown)));
    expect(String(error)).toMatch(/^(Range|Type)Error: (pageSize|readAhead|from) must be/);
    expect(others).toEqual([error, error, error]);
    expect(server.received).toEqual([]);
  },
);

test('collecting without a limit says how to give one', async () => {
  await using server = await cards(3);
  const list = kaitenOf(server).cards.list();
  // @ts-expect-error: a list may be longer than memory
  await expect(list.toArray()).rejects.toThrow('toArray({ max }): max must be a whole number');
});
