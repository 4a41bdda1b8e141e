import { formatBytes } from '../cli/format-count.ts';
import { SpecRejectedError } from './errors.ts';

/** What is said of a document over its limit, whose size may be unknown. */
export function tooLarge(place: string, limit: number, size?: number): SpecRejectedError {
  const allowed = `${formatBytes(limit)} that are allowed`;
  const held =
    size === undefined ? `more than the ${allowed}` : `${formatBytes(size)}, not the ${allowed}`;
  const hint = 'Raise limits.bytes in source.json if that is right.';
  return new SpecRejectedError(`${place} holds ${held}`, [{ message: 'too large', hint }]);
}
