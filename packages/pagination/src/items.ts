import { PaginationError } from './errors.js';

export type Items = readonly unknown[];

/** The items of a response body: the body itself, or one of its properties. */
export function itemsIn(body: unknown, property?: string): Items {
  const items = property === undefined ? body : propertyOf(body, property);
  if (Array.isArray(items)) return items;
  const place = property === undefined ? '' : ` in \`${property}\``;
  const found = property === undefined || items === undefined ? body : items;
  throw new PaginationError(`A page of a list must be an array${place}, found ${described(found)}`);
}

export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Whether a value can be an id or a cursor. An empty string cannot. */
export function isScalar(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function described(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'an array';
  return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'nothing'}`;
}
