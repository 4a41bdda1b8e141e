import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FetchPage,
  firstQuery,
  type PageSizes,
  PaginationError,
  paginate,
  positionOf,
} from '../src/index.js';
import {
  byGreatestId,
  byOffset,
  byOverlappingCursor,
  collected,
  inOrder,
  type Row,
  rows,
  type Sent,
  serve,
} from './kaiten-list.js';
import { lists } from './lists.js';

describe('a list by offset', () => {
  it.each([
    ['no items', 0, 1],
    ['less than a page', 37, 2],
    ['two pages, the second short', 137, 2],
    ['exactly one page', 100, 2],
  ])('with %s is returned in order, without unnecessary requests', async (_, count, calls) => {
    await using list = await serve(byOffset(rows(count)));
    const all = await collected(paginate<Row>(lists.offset, list.fetchPage));
    expect(all).toEqual(rows(count));
    expect(list.asked).toHaveLength(calls);
  });

  it('is complete whatever page size the server allows, with few requests', async () => {
    const numbers = fc.record({
      count: fc.integer({ min: 0, max: 400 }),
      maxPageSize: fc.integer({ min: 1, max: 150 }),
      pageSize: fc.integer({ min: 1, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(numbers, async ({ count, maxPageSize, pageSize }) => {
        const pageSizes: PageSizes = new WeakMap();
        const counted = async () => {
          let requests = 0;
          const fetchPage: FetchPage = async (query) => {
            requests += 1;
            return byOffset(rows(count), maxPageSize)(query as Sent);
          };
          const options = { pageSize, pageSizes, readAhead: 1 };
          const all = await paginate<Row>(lists.offset, fetchPage, options).toArray({ max: 1_000 });
          expect([...all]).toEqual(rows(count));
          expect(all.complete).toBe(true);
          return requests;
        };
        const size = Math.min(maxPageSize, pageSize);
        const full = Math.floor(count / size);
        const first = await counted();
        expect(first).toBeLessThanOrEqual(full + 2);
        // The second time, a short page is known to be the last.
        const isKnown = full > 1 || (full === 1 && (size === pageSize || count > size));
        expect(await counted()).toBeLessThanOrEqual(isKnown ? full + 1 : first);
      }),
    );
  });

  it('of many pages is returned in order although responses arrive out of order', async () => {
    const all = rows(2_050);
    await using list = await serve(async (sent) => {
      await new Promise((resolve) => setTimeout(resolve, (Number(sent.offset) / 100) % 3));
      return byOffset(all)(sent);
    });
    expect(await collected(paginate<Row>(lists.offset, list.fetchPage))).toEqual(all);
    // Plus requests that were in flight when the short page arrived.
    expect(list.asked.length).toBeLessThanOrEqual(21 + 5);
  });

  it('uses the filters, offset and limit of the query', async () => {
    await using list = await serve(byOffset(rows(30)));
    const query = { board_id: 7, limit: 20, offset: 15 };
    expect(await collected(paginate<Row>(lists.offset, list.fetchPage, { query }))).toHaveLength(
      15,
    );
    expect(list.asked).toEqual([
      { board_id: '7', limit: '20', offset: '15' },
      { board_id: '7', limit: '20', offset: '30' },
    ]);
  });

  it('is never requested with more than the maximum page size', async () => {
    await using list = await serve(byOffset(rows(150)));
    const pages = await collected(
      paginate<Row>(lists.offset, list.fetchPage, { pageSize: 500 }).pages(),
    );
    expect(pages.map(({ items }) => items.length)).toEqual([100, 50]);
    expect(list.asked[0]).toEqual({ limit: '100', offset: '0' });
  });

  it.each([50, 100, 200, 250, 500])(
    'is complete if 500 items are requested and a page has at most %d',
    async (cap) => {
      await using list = await serve(byOffset(rows(1_100), cap));
      const walked = paginate<Row>(lists.largePages, list.fetchPage, { pageSize: 1_000 });
      expect(await collected(walked)).toEqual(rows(1_100));
      expect(list.asked[0]).toEqual({ limit: '500', offset: '0' });
    },
  );

  it.each([
    ['documented, at a round number', lists.offset, 25],
    ['unknown, at any number', lists.unknownMax, 37],
  ])('is complete if pages are smaller than requested: %s', async (_, row, cap) => {
    await using list = await serve(byOffset(rows(120), cap));
    expect(await collected(paginate<Row>(row, list.fetchPage))).toEqual(rows(120));
  });

  it('starts with a given first page', async () => {
    await using list = await serve(byOffset(rows(130)));
    const walked = paginate<Row>(lists.offset, list.fetchPage, { firstPage: rows(100) });
    expect(await collected(walked)).toEqual(rows(130));
    expect(list.asked).toEqual([{ limit: '100', offset: '100' }]);
    expect(firstQuery(lists.offset, { query: { board_id: 7 } })).toEqual({
      board_id: 7,
      limit: 100,
      offset: 0,
    });
  });

  it('is read again by each iteration', async () => {
    await using list = await serve(byOffset(rows(130)));
    const walked = paginate<Row>(lists.offset, list.fetchPage);
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
    ['that the query selects', { query: { version: 2 } }],
    ['because of stable', { stable: true }],
  ])('%s is read until its position is empty', async (_, options) => {
    await using list = await serve(byCursor);
    expect(await collected(paginate<Row>(lists.eitherWay, list.fetchPage, options))).toEqual(
      rows(250),
    );
    expect(list.asked).toEqual([
      { version: '2', limit: '100' },
      { version: '2', limit: '100', start_position: '100' },
      { version: '2', limit: '100', start_position: '200' },
    ]);
  });

  it('ends with an empty result as well', async () => {
    await using list = await serve(({ start_position }) =>
      start_position ? { result: [], position: 'b' } : { result: rows(3), position: 'a' },
    );
    const walked = paginate<Row>(lists.eitherWay, list.fetchPage, { stable: true });
    expect(await collected(walked)).toEqual(rows(3));
  });

  it('fails if positions repeat', async () => {
    const next: Record<string, string> = { '': 'a', a: 'b', b: 'a' };
    await using list = await serve(({ start_position = '' }, call) => ({
      result: rows(2, call * 10),
      position: next[start_position],
    }));
    const seen: Row[] = [];
    const walking = (async () => {
      for await (const row of paginate<Row>(lists.eitherWay, list.fetchPage, { stable: true }))
        seen.push(row);
    })();
    await expect(walking).rejects.toThrow('the same `position` twice: a');
    expect(seen).toHaveLength(6);
    expect(list.asked).toHaveLength(3);
  });
});

describe('a list by a cursor whose pages overlap', () => {
  const walked = (list: { fetchPage: FetchPage }, query = {}) =>
    paginate<Row>(lists.overlapping, list.fetchPage, { query: { version: 2, ...query } });

  it('is complete, with each item once, although each page repeats half of the previous one', async () => {
    await using list = await serve(byOverlappingCursor(rows(250)));
    expect(await collected(walked(list))).toEqual(rows(250));
    expect(list.asked.map(({ start_position }) => start_position)).toEqual([
      undefined,
      '50',
      '100',
      '150',
      '200',
      '250',
    ]);
  });

  it('continues after pages of nothing but repeated items', async () => {
    const positions = new Map([
      ['', { result: rows(3), position: 'a' }],
      ['a', { result: rows(3), position: 'b' }],
      ['b', { result: rows(2), position: 'c' }],
      ['c', { result: rows(3, 2), position: 'd' }],
      ['d', { result: [], position: 'e' }],
    ]);
    await using list = await serve(({ start_position = '' }) => positions.get(start_position));
    expect(await collected(walked(list))).toEqual(rows(4));
    expect(list.asked).toHaveLength(5);
  });

  it.each([
    ['a position that was sent before', 'a'],
    ['an empty position', ''],
    ['no position', undefined],
    ['null for a position', null],
  ])('ends with %s', async (_, last) => {
    const next: Record<string, unknown> = { '': 'a', a: 'b', b: last };
    await using list = await serve(({ start_position = '' }, call) => ({
      result: rows(2, call * 10),
      position: next[start_position],
    }));
    const pages = await collected(walked(list).pages());
    expect(pages.flatMap(({ items }) => items)).toHaveLength(6);
    expect(pages.map(({ last }) => last)).toEqual([false, false, true]);
  });

  it('fails with a position if it neither ends nor has new items', async () => {
    await using list = await serve((_, call) => ({ result: rows(3), position: `${call}` }));
    const seen: Row[] = [];
    const walking = (async () => {
      for await (const row of walked(list)) seen.push(row);
    })();
    const error = await walking.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PaginationError);
    expect(positionOf(error)).toEqual({ cursor: expect.any(String) });
    expect(seen).toEqual(rows(3));
    expect(list.asked.length).toBeLessThan(30);
  });

  it.each([{ offset: 0 }, { offset: '0' }, { offset: undefined }])(
    'is never requested with an offset: %o',
    async (query) => {
      await using list = await serve(byOverlappingCursor(rows(70)));
      expect(await collected(walked(list, { ...query, limit: 20 }))).toEqual(rows(70));
      for (const sent of list.asked) expect(sent).not.toHaveProperty('offset');
    },
  );

  it('is selected by a position in the query', async () => {
    await using list = await serve(byOverlappingCursor(rows(250)));
    const query = { version: undefined, start_position: '150' };
    expect((await collected(walked(list, query))).at(-1)).toEqual({ id: 250 });
    expect(list.asked[0]).toEqual({ limit: '100', version: '2', start_position: '150' });
  });
});

describe('a list by keyset', () => {
  it('is read until a page is empty, wherever the greatest id is', async () => {
    await using list = await serve(byGreatestId(rows(1_201)));
    const all = await collected(paginate<Row>(lists.keyset, list.fetchPage));
    expect(inOrder(all)).toEqual(rows(1_201));
    expect(list.asked).toEqual([
      { limit: '500' },
      { limit: '500', last_user_id: '500' },
      { limit: '500', last_user_id: '1000' },
      { limit: '500', last_user_id: '1201' },
    ]);
  });

  it.each([1, 3, 37])(
    'does not end at a page of %d items if more were requested',
    async (length) => {
      await using list = await serve(byGreatestId(rows(100), () => length));
      const all = await collected(paginate<Row>(lists.keyset, list.fetchPage));
      expect(inOrder(all)).toEqual(rows(100));
    },
  );

  it('ends if a page that is not full has no greater id', async () => {
    await using list = await serve(() => rows(70));
    expect(await collected(paginate<Row>(lists.keyset, list.fetchPage))).toEqual(rows(70));
    expect(list.asked).toHaveLength(2);
  });

  it.each([100, 500])(
    'fails if the server returns the same %d rows for every id',
    async (count) => {
      await using list = await serve(() => rows(count));
      const walked = paginate<Row>(lists.keyset, list.fetchPage);
      const error = await walked.toArray({ max: 10_000 }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(PaginationError);
      expect(error).toHaveProperty(
        'message',
        expect.stringContaining('does not paginate this list'),
      );
    },
  );

  it.each([100, 500])(
    'fails if a full page of %d rows has the greatest ids of all',
    async (count) => {
      const descending = rows(950).reverse();
      await using list = await serve(({ last_user_id: last = 0 }) =>
        descending.filter(({ id }) => id > Number(last)).slice(0, count),
      );
      const walked = paginate<Row>(lists.keyset, list.fetchPage);
      await expect(walked.toArray({ max: 10_000 })).rejects.toThrow(PaginationError);
    },
  );

  it('is complete if its pages are in descending order, but not the list', async () => {
    await using list = await serve(({ last_user_id: last = 0 }) =>
      rows(950)
        .filter(({ id }) => id > Number(last))
        .slice(0, 100)
        .reverse(),
    );
    const all = await paginate<Row>(lists.keyset, list.fetchPage).toArray({ max: 10_000 });
    expect(inOrder(all)).toEqual(rows(950));
    expect(all.complete).toBe(true);
  });

  it('starts after the id in the query, with pages of at most the maximum size', async () => {
    await using list = await serve(byGreatestId(rows(100)));
    const query = { last_user_id: 90, limit: 1_000 };
    const all = await collected(paginate<Row>(lists.keyset, list.fetchPage, { query }));
    expect(inOrder(all)).toEqual(rows(10, 91));
    expect(list.asked[0]).toEqual({ last_user_id: '90', limit: '500' });
  });

  it('fails if an item has no id', async () => {
    await using list = await serve(() => [{ id: 1 }, {}]);
    await expect(collected(paginate(lists.keyset, list.fetchPage))).rejects.toThrow('numeric `id`');
  });
});

describe('a list by start index', () => {
  const byStartIndex = ({ startIndex, count }: Sent) => ({
    totalResults: 25,
    Resources: rows(25).slice(Number(startIndex) - 1, Number(startIndex) - 1 + Number(count)),
  });

  it('is read up to its total, without a request after it', async () => {
    await using list = await serve(byStartIndex);
    const walked = paginate<Row>(lists.startIndex, list.fetchPage, { pageSize: 5 });
    expect(await collected(walked)).toEqual(rows(25));
    const starts = list.asked.map(({ startIndex }) => Number(startIndex));
    expect(starts).toEqual([1, 6, 11, 16, 21]);
  });

  it('can be empty without a property for the items', async () => {
    await using list = await serve(() => ({ totalResults: 0 }));
    expect(await collected(paginate(lists.startIndex, list.fetchPage))).toEqual([]);
  });

  it('fails at an empty page before its total', async () => {
    await using list = await serve(({ startIndex }) => ({
      totalResults: 250,
      Resources: startIndex === '1' ? rows(100) : [],
    }));
    const walked = paginate<Row>(lists.startIndex, list.fetchPage);
    await expect(walked.toArray({ max: 10_000 })).rejects.toThrow(
      'empty page at `startIndex` 101, although `totalResults` is 250',
    );
  });

  it('ends at an empty page after its total has become smaller', async () => {
    await using list = await serve(({ startIndex }) =>
      startIndex === '1'
        ? { totalResults: 250, Resources: rows(100) }
        : { totalResults: 100, Resources: [] },
    );
    const all = await paginate<Row>(lists.startIndex, list.fetchPage).toArray({ max: 10_000 });
    expect(all).toEqual(rows(100));
    expect(all.complete).toBe(true);
  });

  it('continues if the server returned fewer items than requested', async () => {
    await using list = await serve((sent) => byStartIndex({ ...sent, count: '10' }));
    expect(await collected(paginate<Row>(lists.startIndex, list.fetchPage))).toEqual(rows(25));
  });
});

describe('a list without pages', () => {
  it('is one page, whatever its length', async () => {
    await using list = await serve(() => rows(100));
    const pages = await collected(
      paginate<Row>(lists.whole, list.fetchPage, { query: { a: 1 } }).pages(),
    );
    expect(pages).toEqual([{ items: rows(100), position: null, last: true }]);
    expect(list.asked).toEqual([{ a: '1' }]);
  });

  it.each([37, 40, 100, 250])(
    'because a parameter is missing is one page of %d items',
    async (count) => {
      await using list = await serve(() => rows(count));
      expect(await collected(paginate<Row>(lists.conditional, list.fetchPage))).toEqual(
        rows(count),
      );
      expect(list.asked.length).toBeLessThanOrEqual(2);
    },
  );

  it.each([37, 40, 250])(
    'although the contract has them ends after its %d items',
    async (count) => {
      await using list = await serve(() => rows(count));
      expect(await collected(paginate<Row>(lists.unknownMax, list.fetchPage))).toEqual(rows(count));
    },
  );

  it.each([
    ['ids', rows(100)],
    ['no ids', Array.from({ length: 100 }, (_, index) => ({ title: `${index}` }))],
  ])(
    'that returns as many items as requested, with %s, fails rather than miss some',
    async (_, all) => {
      await using list = await serve(() => all);
      const seen: unknown[] = [];
      const walking = (async () => {
        for await (const row of paginate(lists.offset, list.fetchPage)) seen.push(row);
      })();
      await expect(walking).rejects.toThrow('does not paginate this list');
      expect(seen).toEqual(all);
      expect(list.asked.length).toBeLessThanOrEqual(5);
    },
  );
});

it.each([
  ['an object with message', { message: 'no' }, lists.offset],
  ['a string', 'no', lists.offset],
  ['null', null, lists.whole],
  ['an array', [], lists.startIndex],
  ['an object with rows', { rows: [] }, lists.startIndex],
])('%s instead of a page throws an error that says so', async (found, answer, row) => {
  await using list = await serve(() => answer);
  await expect(collected(paginate(row, list.fetchPage))).rejects.toThrow(`found ${found}`);
});
