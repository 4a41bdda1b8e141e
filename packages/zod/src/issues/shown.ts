const LONGEST_TEXT = 40;

/** A value in a few words: long texts are cut, of lists and objects only their size is said. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return `array of ${counted(value.length, 'item')}`;
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || value === null) return String(value);
  return `object with ${counted(Object.keys(value).length, 'key')}`;
}

/** The size of what has one, otherwise the value. */
export function shownSize(value: unknown): string {
  return typeof value === 'string' || Array.isArray(value) ? `${value.length}` : shown(value);
}

export function counted(count: number | bigint, unit: string): string {
  return `${count} ${unit}${Number(count) === 1 ? '' : 's'}`;
}

function shownText(text: string): string {
  // A character may take two places; none is cut in half.
  const start = [...text.slice(0, 2 * LONGEST_TEXT)].slice(0, LONGEST_TEXT).join('');
  return `${JSON.stringify(start)}${start.length < text.length ? '…' : ''}`;
}
