import { PaginationError } from './pagination-error.js';

export type Rows = readonly unknown[];

/** The rows of an answer: itself, or a property of it. */
export function rowsOf(answer: unknown, property?: string): Rows {
  const rows = property === undefined ? answer : propertyOf(answer, property);
  if (Array.isArray(rows)) return rows;
  const place = property === undefined ? '' : ` in \`${property}\``;
  throw new PaginationError(
    `A page of a list must be an array${place}, found ${described(property === undefined || rows === undefined ? answer : rows)}`,
  );
}

export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Whether a value can be an id or a cursor; an empty one says nothing. */
export function isScalar(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function described(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'an array';
  return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'nothing'}`;
}
