import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FetchPage, type Pagination, type Position, positionOf, walk } from '../src/index.js';
import { byGreatestId, type Row, rows, type Sent } from './kaiten-list.js';
import { lists } from './lists.js';

/** A list in memory that is slow, caps its pages, and fails now and then. */
interface Weather {
  readonly count: number;
  readonly cap: number;
  /** Turns of the event loop that answers take, one after the other. */
  readonly delays: readonly number[];
  /** Which calls fail. */
  readonly failures: ReadonlySet<number>;
}

const weather = fc.record({
  count: fc.nat(120),
  cap: fc.integer({ min: 1, max: 12 }),
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

it.each(answers)('a walk %s delivers every row once, in order', async (_, list, answer, how) => {
  await fc.assert(
    fc.asyncProperty(weather, options, async (weather, options) => {
      const all = rows(weather.count);
      const fetchPage = weathered(weather, (query) => answer(all, query, weather.cap));
      const walked = await walkedOn((from) =>
        walk<Row>(list, fetchPage, { ...options, ...how, from }),
      );
      expect(walked).toEqual(all);
    }),
    { numRuns: 150 },
  );
});

it('a walk by pages that may be capped below what was asked delivers every row once', async () => {
  const cap = fc.constantFrom(10, 20, 25, 40, 50, 75, 100);
  const sizes = fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(weather, cap, fc.nat(400), sizes, async (weather, cap, count, pageSize) => {
      const all = rows(count);
      const fetchPage = weathered(weather, ({ offset, limit }) => part(all, offset, limit, cap));
      const walked = await walkedOn((from) =>
        walk<Row>(lists.largePages, fetchPage, { pageSize, from }),
      );
      expect(walked).toEqual(all);
    }),
    { numRuns: 150 },
  );
});

/** How many rows of those asked for come, page by page. */
const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 });
const deletions = fc.array(fc.tuple(fc.nat(30), fc.nat(40)), { maxLength: 12 });

it('a walk by the greatest id delivers every row that stays once, however short pages are', async () => {
  await fc.assert(
    fc.asyncProperty(
      weather,
      options,
      lengths,
      deletions,
      async (weather, options, lengths, deletions) => {
        let left = rows(weather.count);
        let call = 0;
        const fetchPage = weathered(weather, (query) => {
          call += 1;
          const length = lengths[call % lengths.length] ?? 1;
          const page = byGreatestId(left, (asked) => Math.min(asked, length))(query as Sent);
          for (const [when, index] of deletions) {
            if (when === call) left = left.filter((_, at) => at !== index);
          }
          return page;
        });
        const walked = await walkedOn((from) =>
          walk<Row>(lists.keyset, fetchPage, { ...options, from }),
        );
        const ids = walked.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(left.filter(({ id }) => !ids.includes(id))).toEqual([]);
        expect(call).toBeLessThanOrEqual(weather.count + 1);
      },
    ),
    { numRuns: 300 },
  );
});

it('a walk by a cursor whose pages overlap delivers every row once, after pages of repeats too', async () => {
  const fresh = fc.array(fc.nat(12), { minLength: 1, maxLength: 20 });
  const end = fc.constantFrom('empty page', 'no position', 'position sent before');
  await fc.assert(
    fc.asyncProperty(weather, options, fresh, end, async (weather, options, fresh, end) => {
      const all = rows(weather.count);
      // Where each page ends: some get no further than the one before.
      const ends = endsOf(all.length, fresh);
      const fetchPage = weathered(weather, ({ start_position = 'p0', limit }) => {
        const page = Number(String(start_position).slice(1));
        const to = ends[page];
        if (to === undefined) return { result: [], position: `p${page + 1}` };
        const result = all.slice(Math.max(0, to - Number(limit)), to);
        if (page < ends.length - 1 || end === 'empty page') {
          return { result, position: `p${page + 1}` };
        }
        return end === 'no position' ? { result } : { result, position: start_position };
      });
      // Pages here have as many new rows as a page has at most.
      const pageSize = 12;
      const walks: Row[][] = [];
      await walkedOn((from) => {
        const walked = walk<Row>(lists.overlapping, fetchPage, {
          ...options,
          pageSize,
          query: { version: 2, offset: 0 },
          from,
        });
        const seen: Row[] = [];
        walks.push(seen);
        return noting(walked, seen);
      });
      for (const seen of walks) expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      // A walk that goes on after an error does not know what the one before delivered.
      const distinct = new Map(walks.flat().map((row) => [row.id, row]));
      expect([...distinct.values()]).toEqual(all);
    }),
    { numRuns: 300 },
  );
});

it('a walk by offset doubles no row and ends, whatever is deleted', async () => {
  await fc.assert(
    fc.asyncProperty(weather, options, deletions, async (weather, options, deletions) => {
      let left = rows(weather.count);
      let call = 0;
      const fetchPage = weathered({ ...weather, failures: new Set() }, ({ offset, limit }) => {
        call += 1;
        const page = part(left, offset, limit, weather.cap);
        for (const [when, index] of deletions) {
          if (when === call) left = left.filter((_, at) => at !== index);
        }
        return page;
      });
      const ids: number[] = [];
      for await (const { id } of walk<Row>(lists.unknownMax, fetchPage, options)) ids.push(id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    }),
    { numRuns: 150 },
  );
});

it('a stable walk misses no row that stays, whatever is deleted', async () => {
  const list = { ...lists.ordered, limit: { param: 'limit' } };
  await fc.assert(
    fc.asyncProperty(weather, options, deletions, async (weather, options, deletions) => {
      let left = rows(weather.count);
      let call = 0;
      const cap = weather.cap + 1;
      const fetchPage = weathered(weather, ({ offset, limit }) => {
        call += 1;
        const page = part(left, offset, limit, cap);
        for (const [when, index] of deletions) {
          if (when === call) left = left.filter((_, at) => at !== index);
        }
        return page;
      });
      const walked = await walkedOn((from) =>
        walk<Row>(list, fetchPage, { ...options, stable: true, from }),
      );
      const ids = walked.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      expect(left.filter(({ id }) => !ids.includes(id))).toEqual([]);
    }),
    {
      numRuns: 300,
      examples: [
        // Three pages end at the same row: the later ones were answered before rows were deleted.
        [
          { count: 25, cap: 1, delays: [0, 2, 1, 0, 0], failures: new Set() },
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

/** Everything, going on from each error. */
async function walkedOn(start: (from: Position | undefined) => AsyncIterable<Row>): Promise<Row[]> {
  const seen: Row[] = [];
  let from: Position | undefined;
  for (;;) {
    try {
      for await (const row of start(from)) seen.push(row);
      return seen;
    } catch (error) {
      from = JSON.parse(JSON.stringify(positionOf(error)));
      if (!(error instanceof Hail)) throw error;
    }
  }
}

/** Where pages of a list end that has so many rows, by how many new ones each has. */
function endsOf(count: number, fresh: readonly number[]): number[] {
  const ends: number[] = [];
  for (let end = 0; end < count; ) {
    // The first page is not empty, and no round of pages is without a new row.
    const least = ends.length % fresh.length === 0 ? 1 : 0;
    end = Math.min(count, end + Math.max(least, fresh[ends.length % fresh.length] ?? 1));
    ends.push(end);
  }
  return ends;
}

async function* noting(rows: AsyncIterable<Row>, seen: Row[]): AsyncGenerator<Row> {
  for await (const row of rows) {
    seen.push(row);
    yield row;
  }
}

class Hail extends Error {}

function weathered(
  { delays, failures }: Weather,
  answer: (query: Record<string, unknown>) => unknown,
): FetchPage {
  let call = 0;
  return async (query, { signal }) => {
    const turns = delays[call % delays.length] ?? 0;
    const fails = failures.has(call);
    call += 1;
    for (let turn = 0; turn < turns; turn += 1) await null;
    signal.throwIfAborted();
    if (fails) throw new Hail();
    return answer(query);
  };
}
