import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type FetchPage,
  type Pagination,
  type Position,
  paginate,
  positionOf,
} from '../src/index.js';
import { byGreatestId, type Row, rows, type Sent } from './kaiten-list.js';
import { lists } from './lists.js';

/** A list in memory with a maximum page size, slow responses and failures. */
interface Conditions {
  readonly count: number;
  readonly maxPageSize: number;
  /** How many microtasks each response takes. */
  readonly delays: readonly number[];
  /** Indexes of the requests that fail. */
  readonly failures: ReadonlySet<number>;
}

const conditions = fc.record({
  count: fc.nat(120),
  maxPageSize: fc.integer({ min: 1, max: 12 }),
  delays: fc.array(fc.nat(6), { minLength: 1, maxLength: 20 }),
  failures: fc.uniqueArray(fc.nat(40), { maxLength: 6 }).map((calls) => new Set(calls)),
});
const options = fc.record({
  pageSize: fc.integer({ min: 1, max: 12 }),
  readAhead: fc.integer({ min: 1, max: 8 }),
});

type Answer = (all: readonly Row[], query: Record<string, unknown>, cap: number) => unknown;

const part = (all: readonly Row[], start: unknown, size: unknown, cap: number) =>
  all.slice(Number(start), Number(start) + Math.min(Number(size), cap));

const answers: readonly [string, Pagination, Answer, { stable?: boolean }][] = [
  [
    'by offset',
    lists.unknownMax,
    (all, { offset, limit }, cap) => part(all, offset, limit, cap),
    {},
  ],
  [
    'by start index',
    lists.startIndex,
    (all, { startIndex, count }, cap) => ({
      totalResults: all.length,
      Resources: part(all, Number(startIndex) - 1, count, cap),
    }),
    {},
  ],
  [
    'by cursor',
    lists.eitherWay,
    (all, { start_position = '0', limit }, cap) => {
      const result = part(all, start_position, limit, cap);
      return { result, position: result.length ? `${Number(start_position) + result.length}` : '' };
    },
    { stable: true },
  ],
];

it.each(answers)('%s, a list returns each item once, in order', async (_, list, answer, how) => {
  await fc.assert(
    fc.asyncProperty(conditions, options, async (conditions, options) => {
      const all = rows(conditions.count);
      const fetchPage = unreliable(conditions, (query) =>
        answer(all, query, conditions.maxPageSize),
      );
      const returned = await readWithRetries((from) =>
        paginate<Row>(list, fetchPage, { ...options, ...how, from }),
      );
      expect(returned).toEqual(all);
    }),
    { numRuns: 150 },
  );
});

it('by offset, a list with pages smaller than requested returns each item once', async () => {
  const cap = fc.constantFrom(10, 20, 25, 40, 50, 75, 100);
  const sizes = fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      conditions,
      cap,
      fc.nat(400),
      sizes,
      async (conditions, cap, count, pageSize) => {
        const all = rows(count);
        const fetchPage = unreliable(conditions, ({ offset, limit }) =>
          part(all, offset, limit, cap),
        );
        const returned = await readWithRetries((from) =>
          paginate<Row>(lists.largePages, fetchPage, { pageSize, from }),
        );
        expect(returned).toEqual(all);
      },
    ),
    { numRuns: 150 },
  );
});

/** The maximum number of items of each page. */
const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 });
const deletions = fc.array(fc.tuple(fc.nat(30), fc.nat(40)), { maxLength: 12 });

it('by keyset, a list returns each item that stays once, however short pages are', async () => {
  await fc.assert(
    fc.asyncProperty(
      conditions,
      options,
      lengths,
      deletions,
      async (conditions, options, lengths, deletions) => {
        let left = rows(conditions.count);
        let call = 0;
        const fetchPage = unreliable(conditions, (query) => {
          call += 1;
          const length = lengths[call % lengths.length] ?? 1;
          const page = byGreatestId(left, (asked) => Math.min(asked, length))(query as Sent);
          for (const [when, index] of deletions) {
            if (when === call) left = left.filter((_, at) => at !== index);
          }
          return page;
        });
        const returned = await readWithRetries((from) =>
          paginate<Row>(lists.keyset, fetchPage, { ...options, from }),
        );
        const ids = returned.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(left.filter(({ id }) => !ids.includes(id))).toEqual([]);
        expect(call).toBeLessThanOrEqual(conditions.count + 1);
      },
    ),
    { numRuns: 300 },
  );
});

it('by a cursor with overlapping pages, a list returns each item once, even after pages of repeated items', async () => {
  const fresh = fc.array(fc.nat(12), { minLength: 1, maxLength: 20 });
  const end = fc.constantFrom('empty page', 'no position', 'position sent before');
  await fc.assert(
    fc.asyncProperty(conditions, options, fresh, end, async (conditions, options, fresh, end) => {
      const all = rows(conditions.count);
      // Where each page ends: some end where the previous one does.
      const ends = endsOf(all.length, fresh);
      const fetchPage = unreliable(conditions, ({ start_position = 'p0', limit }) => {
        const page = Number(String(start_position).slice(1));
        const to = ends[page];
        if (to === undefined) return { result: [], position: `p${page + 1}` };
        const result = all.slice(Math.max(0, to - Number(limit)), to);
        if (page < ends.length - 1 || end === 'empty page') {
          return { result, position: `p${page + 1}` };
        }
        return end === 'no position' ? { result } : { result, position: start_position };
      });
      // The maximum page size here: a page can have only new items.
      const pageSize = 12;
      const walks: Row[][] = [];
      await readWithRetries((from) => {
        const returned = paginate<Row>(lists.overlapping, fetchPage, {
          ...options,
          pageSize,
          query: { version: 2, offset: 0 },
          from,
        });
        const seen: Row[] = [];
        walks.push(seen);
        return recorded(returned, seen);
      });
      for (const seen of walks) expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      // An iteration that continues after an error does not know what the previous one returned.
      const distinct = new Map(walks.flat().map((row) => [row.id, row]));
      expect([...distinct.values()]).toEqual(all);
    }),
    { numRuns: 300 },
  );
});

it('by offset, a list returns no item twice and ends, whatever is deleted', async () => {
  await fc.assert(
    fc.asyncProperty(conditions, options, deletions, async (conditions, options, deletions) => {
      let left = rows(conditions.count);
      let call = 0;
      const fetchPage = unreliable({ ...conditions, failures: new Set() }, ({ offset, limit }) => {
        call += 1;
        const page = part(left, offset, limit, conditions.maxPageSize);
        for (const [when, index] of deletions) {
          if (when === call) left = left.filter((_, at) => at !== index);
        }
        return page;
      });
      const ids: number[] = [];
      for await (const { id } of paginate<Row>(lists.unknownMax, fetchPage, options)) ids.push(id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    }),
    { numRuns: 150 },
  );
});

it('with stable, a list misses no item that stays, whatever is deleted', async () => {
  const list = { ...lists.ordered, limit: { param: 'limit' } };
  await fc.assert(
    fc.asyncProperty(conditions, options, deletions, async (conditions, options, deletions) => {
      let left = rows(conditions.count);
      let call = 0;
      const cap = conditions.maxPageSize + 1;
      const fetchPage = unreliable(conditions, ({ offset, limit }) => {
        call += 1;
        const page = part(left, offset, limit, cap);
        for (const [when, index] of deletions) {
          if (when === call) left = left.filter((_, at) => at !== index);
        }
        return page;
      });
      const returned = await readWithRetries((from) =>
        paginate<Row>(list, fetchPage, { ...options, stable: true, from }),
      );
      const ids = returned.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      expect(left.filter(({ id }) => !ids.includes(id))).toEqual([]);
    }),
    {
      numRuns: 300,
      examples: [
        // Three pages end at the same item: the later ones were read before items were deleted.
        [
          { count: 25, maxPageSize: 1, delays: [0, 2, 1, 0, 0], failures: new Set() },
          { pageSize: 5, readAhead: 5 },
          [
            [19, 0],
            [27, 0],
            [29, 0],
          ],
        ],
      ],
    },
  );
});

/** All items, continuing after each error. */
async function readWithRetries(
  start: (from: Position | undefined) => AsyncIterable<Row>,
): Promise<Row[]> {
  const seen: Row[] = [];
  let from: Position | undefined;
  for (;;) {
    try {
      for await (const row of start(from)) seen.push(row);
      return seen;
    } catch (error) {
      from = JSON.parse(JSON.stringify(positionOf(error)));
      if (!(error instanceof RequestFailed)) throw error;
    }
  }
}

/** Where the pages of a list of `count` items end, by the number of new items of each. */
function endsOf(count: number, fresh: readonly number[]): number[] {
  const ends: number[] = [];
  for (let end = 0; end < count; ) {
    // The first page is not empty, and each cycle of `fresh` has a new item.
    const least = ends.length % fresh.length === 0 ? 1 : 0;
    end = Math.min(count, end + Math.max(least, fresh[ends.length % fresh.length] ?? 1));
    ends.push(end);
  }
  return ends;
}

async function* recorded(rows: AsyncIterable<Row>, seen: Row[]): AsyncGenerator<Row> {
  for await (const row of rows) {
    seen.push(row);
    yield row;
  }
}

class RequestFailed extends Error {}

function unreliable(
  { delays, failures }: Conditions,
  answer: (query: Record<string, unknown>) => unknown,
): FetchPage {
  let call = 0;
  return async (query, { signal }) => {
    const turns = delays[call % delays.length] ?? 0;
    const fails = failures.has(call);
    call += 1;
    for (let turn = 0; turn < turns; turn += 1) await null;
    signal.throwIfAborted();
    if (fails) throw new RequestFailed();
    return answer(query);
  };
}
