import type { Context } from 'hono';

const LARGEST_PAGE = 100;

/** The rows for `limit` and `offset` of a request; like Kaiten, at most 100. */
export function page<Row>({ req }: Context, rows: readonly Row[]): Row[] {
  const offset = Number(req.query('offset') ?? 0);
  return rows.slice(offset, offset + limitOf(req));
}

/**
 * The page at `start_position`. Like in Kaiten, pages overlap, `offset` has no effect, and the empty
 * page after the last one also has a position.
 */
export function overlappingPage<Row>({ req }: Context, rows: readonly Row[]) {
  const limit = limitOf(req);
  const start = Number(req.query('start_position') ?? 0);
  const end = Math.min(rows.length, start + Math.ceil(limit * (start > 0 ? 0.8 : 1)));
  const result = start < rows.length ? rows.slice(Math.max(0, end - limit), end) : [];
  return { result, position: String(Math.max(end, start + 1)) };
}

function limitOf(req: Context['req']): number {
  return Math.min(Number(req.query('limit') ?? LARGEST_PAGE), LARGEST_PAGE);
}
