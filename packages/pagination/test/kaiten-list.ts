import type { FetchPage } from '../src/index.js';
import { listen } from './listen.js';

export interface Row {
  readonly id: number;
}

export const rows = (count: number, first = 1): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: first + index }));

export type Sent = Record<string, string>;

/**
 * A list behind a real server: answers what `answer` says, and logs what was asked for and what was
 * hung up on before its answer.
 */
export async function serve(answer: (sent: Sent, call: number) => unknown) {
  const asked: Sent[] = [];
  const hungUp: Sent[] = [];
  const server = await listen(async (request, response) => {
    const sent = Object.fromEntries(new URL(`http://list${request.url}`).searchParams);
    asked.push(sent);
    response.once('close', () => response.writableFinished || hungUp.push(sent));
    const body = await answer(sent, asked.length);
    response.setHeader('content-type', 'application/json');
    if (body instanceof Response) response.statusCode = body.status;
    response.end(JSON.stringify(body));
  });
  const fetchPage: FetchPage = async (query, { signal }) => {
    const parameters = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
    const response = await fetch(`${server.url}/?${parameters}`, { signal });
    if (!response.ok) throw new Error(`Answered ${response.status}`);
    return response.json();
  };
  return Object.assign(server, { asked, hungUp, fetchPage });
}

/** Pages an array by `limit` and `offset`, at most `cap` rows at once. */
export const byOffset =
  (all: readonly Row[], cap = 100) =>
  ({ limit, offset }: Sent): readonly Row[] =>
    all.slice(Number(offset), Number(offset) + Math.min(Number(limit), cap));

export async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

export const refusal = (status = 500) => new Response(null, { status });

export const never = () => new Promise<never>(() => {});
