import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FetchPage, type Pagination, type Position, positionOf, walk } from '../src/index.js';
import { type Row, rows } from './kaiten-list.js';
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
    'by the last id',
    { ...lists.keyset, limit: { param: 'limit' } },
    (all, { last_user_id = 0, limit }, cap) => part(all, last_user_id, limit, cap),
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

it('a stable walk misses no row that stays, whatever is deleted', async () => {
  const list = { ...lists.ordered, limit: { param: 'limit' } };
  const deletions = fc.array(fc.tuple(fc.nat(30), fc.nat(40)), { maxLength: 12 });
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
