import { valuesAt } from './values-at.js';

export function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** The id of a record, as text: it may be a number in one file and text in another. */
export function idOf(record: unknown): string | undefined {
  const [id] = valuesAt(record, 'id');
  return id && isId(id.value) ? String(id.value) : undefined;
}
