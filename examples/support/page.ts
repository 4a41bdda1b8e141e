import type { Context } from 'hono';

const LARGEST_PAGE = 100;

/** The rows that `limit` and `offset` of a request ask for; as with Kaiten, never more than 100. */
export function page<Row>({ req }: Context, rows: readonly Row[]): Row[] {
  const offset = Number(req.query('offset') ?? 0);
  const limit = Math.min(Number(req.query('limit') ?? LARGEST_PAGE), LARGEST_PAGE);
  return rows.slice(offset, offset + limit);
}
