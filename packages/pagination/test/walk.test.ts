import { describe, expect, it } from 'vitest';
import { firstQuery, walk } from '../src/index.js';
import { byOffset, collected, type Row, rows, type Sent, serve } from './kaiten-list.js';
import { lists } from './lists.js';

describe('a list by offset', () => {
  it.each([
    ['nothing', 0, 1],
    ['less than a page', 37, 1],
    ['less than a page, but a number that pages are capped at', 40, 2],
    ['two pages, the second short', 137, 2],
    ['exactly one page', 100, 2],
  ])('with %s comes in order, with no call too many', async (_, count, calls) => {
    await using list = await serve(byOffset(rows(count)));
    const all = await collected(walk<Row>(lists.offset, list.fetchPage));
    expect(all).toEqual(rows(count));
    expect(list.asked).toHaveLength(calls);
  });

  it('of many pages comes in order although answers overtake each other', async () => {
    const all = rows(2_050);
    await using list = await serve(async (sent) => {
      await new Promise((resolve) => setTimeout(resolve, (Number(sent.offset) / 100) % 3));
      return byOffset(all)(sent);
    });
    expect(await collected(walk<Row>(lists.offset, list.fetchPage))).toEqual(all);
    // Those that were on their way when the short page came.
    expect(list.asked.length).toBeLessThanOrEqual(21 + 5);
  });

  it('is filtered by the query, from its offset on, by its limit', async () => {
    await using list = await serve(byOffset(rows(30)));
    const query = { board_id: 7, limit: 20, offset: 15 };
    expect(await collected(walk<Row>(lists.offset, list.fetchPage, { query }))).toHaveLength(15);
    expect(list.asked).toEqual([{ board_id: '7', limit: '20', offset: '15' }]);
  });

  it('is never asked for more than it gives', async () => {
    await using list = await serve(byOffset(rows(150)));
    const pages = await collected(
      walk<Row>(lists.offset, list.fetchPage, { pageSize: 500 }).pages(),
    );
    expect(pages.map(({ items }) => items.length)).toEqual([100, 50]);
    expect(list.asked[0]).toEqual({ limit: '100', offset: '0' });
  });

  it.each([
    ['documented, at a round number', lists.offset, 25],
    ['unknown, at any number', lists.unknownMax, 37],
  ])('is walked to its end where pages are smaller than asked for: %s', async (_, row, cap) => {
    await using list = await serve(byOffset(rows(120), cap));
    expect(await collected(walk<Row>(row, list.fetchPage))).toEqual(rows(120));
  });

  it('starts with a page that is at hand', async () => {
    await using list = await serve(byOffset(rows(130)));
    const walked = walk<Row>(lists.offset, list.fetchPage, { firstPage: rows(100) });
    expect(await collected(walked)).toEqual(rows(130));
    expect(list.asked).toEqual([{ limit: '100', offset: '100' }]);
    expect(firstQuery(lists.offset, { query: { board_id: 7 } })).toEqual({
      board_id: 7,
      limit: 100,
      offset: 0,
    });
  });

  it('is walked anew by each iteration', async () => {
    await using list = await serve(byOffset(rows(130)));
    const walked = walk<Row>(lists.offset, list.fetchPage);
    const both = await Promise.all([collected(walked), collected(walked)]);
    expect(both).toEqual([rows(130), rows(130)]);
    expect(list.asked).toHaveLength(4);
  });
});

describe('a list by cursor', () => {
  const byCursor = ({ start_position: position = '0', limit }: Sent) => {
    const end = Number(position) + Number(limit);
    return { result: rows(250).slice(Number(position), end), position: end < 250 ? `${end}` : '' };
  };

  it.each([
    ['that the query asks for', { query: { version: 2 } }],
    ['for the sake of stability', { stable: true }],
  ])('%s is walked until its position is empty', async (_, options) => {
    await using list = await serve(byCursor);
    expect(await collected(walk<Row>(lists.eitherWay, list.fetchPage, options))).toEqual(rows(250));
    expect(list.asked).toEqual([
      { version: '2', limit: '100' },
      { version: '2', limit: '100', start_position: '100' },
      { version: '2', limit: '100', start_position: '200' },
    ]);
  });

  it('ends with an empty result, too', async () => {
    await using list = await serve(({ start_position }) =>
      start_position ? { result: [], position: 'b' } : { result: rows(3), position: 'a' },
    );
    const walked = walk<Row>(lists.eitherWay, list.fetchPage, { stable: true });
    expect(await collected(walked)).toEqual(rows(3));
  });

  it('fails when positions go in a circle', async () => {
    const next: Record<string, string> = { '': 'a', a: 'b', b: 'a' };
    await using list = await serve(({ start_position = '' }, call) => ({
      result: rows(2, call * 10),
      position: next[start_position],
    }));
    const seen: Row[] = [];
    const walking = (async () => {
      for await (const row of walk<Row>(lists.eitherWay, list.fetchPage, { stable: true }))
        seen.push(row);
    })();
    await expect(walking).rejects.toThrow('the same `position` twice: a');
    expect(seen).toHaveLength(6);
    expect(list.asked).toHaveLength(3);
  });
});

describe('a list by the last id', () => {
  const byLastId =
    (all: readonly Row[]) =>
    ({ last_user_id = '0', limit }: Sent) =>
      all.filter(({ id }) => id > Number(last_user_id)).slice(0, Number(limit));

  it('is walked until a page is short', async () => {
    await using list = await serve(byLastId(rows(201)));
    expect(await collected(walk<Row>(lists.keyset, list.fetchPage))).toEqual(rows(201));
    expect(list.asked.map(({ last_user_id }) => last_user_id)).toEqual([undefined, '100', '200']);
  });

  it('fails when its last row has no id', async () => {
    await using list = await serve(() => Array.from({ length: 100 }, () => ({})));
    await expect(collected(walk(lists.keyset, list.fetchPage))).rejects.toThrow('no `id` to go on');
  });
});

describe('a list by start index', () => {
  const byStartIndex = ({ startIndex, count }: Sent) => ({
    totalResults: 25,
    Resources: rows(25).slice(Number(startIndex) - 1, Number(startIndex) - 1 + Number(count)),
  });

  it('is walked until its total, with no call past it', async () => {
    await using list = await serve(byStartIndex);
    const walked = walk<Row>(lists.startIndex, list.fetchPage, { pageSize: 5 });
    expect(await collected(walked)).toEqual(rows(25));
    const starts = list.asked.map(({ startIndex }) => Number(startIndex));
    expect(starts).toEqual([1, 6, 11, 16, 21]);
  });

  it('may be empty and have no rows at all', async () => {
    await using list = await serve(() => ({ totalResults: 0 }));
    expect(await collected(walk(lists.startIndex, list.fetchPage))).toEqual([]);
  });

  it('goes on where the server gave fewer rows than asked', async () => {
    await using list = await serve((sent) => byStartIndex({ ...sent, count: '10' }));
    expect(await collected(walk<Row>(lists.startIndex, list.fetchPage))).toEqual(rows(25));
  });
});

describe('a list without pages', () => {
  it('is one page, whatever its length', async () => {
    await using list = await serve(() => rows(100));
    const pages = await collected(
      walk<Row>(lists.whole, list.fetchPage, { query: { a: 1 } }).pages(),
    );
    expect(pages).toEqual([{ items: rows(100), position: null, last: true }]);
    expect(list.asked).toEqual([{ a: '1' }]);
  });

  it.each([37, 40, 100, 250])('for want of a parameter is one page of %d rows', async (count) => {
    await using list = await serve(() => rows(count));
    expect(await collected(walk<Row>(lists.conditional, list.fetchPage))).toEqual(rows(count));
    expect(list.asked.length).toBeLessThanOrEqual(2);
  });

  it.each([37, 40, 250])('although it should have them ends after its %d rows', async (count) => {
    await using list = await serve(() => rows(count));
    expect(await collected(walk<Row>(lists.unknownMax, list.fetchPage))).toEqual(rows(count));
  });

  it.each([
    ['ids', rows(100)],
    ['no ids', Array.from({ length: 100 }, (_, index) => ({ title: `${index}` }))],
  ])('that gives as many rows as asked, with %s, fails rather than miss some', async (_, all) => {
    await using list = await serve(() => all);
    const seen: unknown[] = [];
    const walking = (async () => {
      for await (const row of walk(lists.offset, list.fetchPage)) seen.push(row);
    })();
    await expect(walking).rejects.toThrow('does not page this list');
    expect(seen).toEqual(all);
    expect(list.asked.length).toBeLessThanOrEqual(5);
  });
});

it.each([
  ['an object with message', { message: 'no' }, lists.offset],
  ['a string', 'no', lists.offset],
  ['null', null, lists.whole],
  ['an array', [], lists.startIndex],
  ['an object with rows', { rows: [] }, lists.startIndex],
])('%s instead of a page is an error that says so', async (found, answer, row) => {
  await using list = await serve(() => answer);
  await expect(collected(walk(row, list.fetchPage))).rejects.toThrow(`found ${found}`);
});
