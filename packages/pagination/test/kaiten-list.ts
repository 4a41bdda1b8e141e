import type { FetchPage } from '../src/index.js';
import { listen } from './listen.js';

export interface Row {
  readonly id: number;
}

export const rows = (count: number, first = 1): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: first + index }));

export const inOrder = (all: readonly Row[]): Row[] => [...all].sort((a, b) => a.id - b.id);

export type Sent = Record<string, string>;

/**
 * A list on a local server, with the response bodies that `bodyFor` returns. Records the queries of all
 * requests (`asked`), and of those that were aborted before the response (`hungUp`).
 */
export async function serve(bodyFor: (sent: Sent, call: number) => unknown) {
  const asked: Sent[] = [];
  const hungUp: Sent[] = [];
  const server = await listen(async (request, response) => {
    const sent = Object.fromEntries(new URL(`http://list${request.url}`).searchParams);
    asked.push(sent);
    response.once('close', () => response.writableFinished || hungUp.push(sent));
    const body = await bodyFor(sent, asked.length);
    response.setHeader('content-type', 'application/json');
    if (body instanceof Response) response.statusCode = body.status;
    response.end(JSON.stringify(body));
  });
  const fetchPage: FetchPage = async (query, { signal }) => {
    const parameters = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
    const response = await fetch(`${server.url}/?${parameters}`, { signal });
    if (!response.ok) throw new Error(`Returned ${response.status}`);
    return response.json();
  };
  return Object.assign(server, { asked, hungUp, fetchPage });
}

/** Paginates an array by `limit` and `offset`, with at most `maxPageSize` items per page. */
export const byOffset =
  (all: readonly Row[], maxPageSize = 100) =>
  ({ limit, offset }: Sent): readonly Row[] =>
    all.slice(Number(offset), Number(offset) + Math.min(Number(limit), maxPageSize));

/**
 * Paginates by ids greater than the last one, like the users of a space: the items of a page are not in
 * the order of their ids, and pages can be shorter than requested although more items follow.
 */
export const byGreatestId =
  (all: readonly Row[], lengthOf = (asked: number) => asked) =>
  ({ last_user_id: last = '-1', limit }: Sent): readonly Row[] =>
    all
      .filter(({ id }) => id > Number(last))
      .sort((a, b) => a.id - b.id)
      .slice(0, lengthOf(Math.min(Number(limit), 500)))
      // Moves the greatest id away from the end.
      .sort((a, b) => (a.id % 7) - (b.id % 7) || b.id - a.id);

/**
 * Paginates like `GET /cards?version=2`: each page repeats some or all items of the previous one, and
 * the empty page after the last one has a position as well.
 */
export const byOverlappingCursor =
  (all: readonly Row[], fresh = (limit: number) => Math.ceil(limit / 2)) =>
  ({ start_position: position = '0', limit }: Sent) => {
    const end = Number(position);
    const next = Math.min(all.length, end + fresh(Number(limit)));
    const start = Math.max(0, next - Number(limit));
    const isPast = end >= all.length;
    return { result: isPast ? [] : all.slice(start, next), position: `${isPast ? end + 1 : next}` };
  };

export async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

export const refusal = (status = 500) => new Response(null, { status });

export const never = () => new Promise<never>(() => {});
