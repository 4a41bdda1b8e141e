import type { RecordedRequest } from './tape.js';

// What has to be equal for two requests to be the same.

/** Path from the API's root on: servers of one's own have it below a path of theirs. */
export function pathKey({ path }: RecordedRequest): string {
  return path.replace(/^.*?(?=\/api\/(latest|v\d+)\/)/, '');
}

export function queryKey({ query }: RecordedRequest, ignored: ReadonlySet<string>): string {
  const pairs = [...new URLSearchParams(query)].filter(([name]) => !ignored.has(name));
  // The order within one name is kept.
  return String(new URLSearchParams(pairs.sort(([a], [b]) => (a < b ? -1 : Number(a > b)))));
}

/** Whether the bodies of both are known. */
export function comparable(one: RecordedRequest, other: RecordedRequest): boolean {
  return ![one, other].some(({ body }) => body && 'stream' in body);
}

export function bodyKey({ body }: RecordedRequest): string {
  if (!body || !('text' in body)) return JSON.stringify(body ?? null);
  return JSON.stringify({ text: sorted(parsed(body.text)) });
}

/** The value of a JSON body; its text when it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}
