import { json, type TestServer, testServer } from './server.js';

interface Row {
  readonly id: number;
}

type Answer = (query: URLSearchParams) => unknown;

export const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1 }));

/** Serves lists by their paths as Kaiten does since 2026-10-01; everything else is 404. */
export function cappedServer(lists: Readonly<Record<string, Answer>>): Promise<TestServer> {
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
export function byOffset(all: readonly Row[]): Answer {
  return (query) => {
    const offset = Number(query.get('offset') ?? 0);
    return all.slice(offset, offset + sizeOf(query));
  };
}

/**
 * Rows with greater ids than the last one, of which pages lack some and are not in the order of ids.
 * `offset` is ignored.
 */
export function byGreatestId(all: readonly Row[]): Answer {
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
export function byPosition(all: readonly Row[]): Answer {
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
