import { describeType, type Json } from './json.ts';

const LONGEST = 120;
const MOST = 10;

/** A value as a message shows it: simple ones themselves, others by what they are. */
export function shortValue(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return describeType(value);
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A list as a message shows it: its first items, and how many more there are. */
export function shortList(items: readonly string[], separator = ', '): string {
  const rest = items.length - MOST;
  const shown = rest > 0 ? [...items.slice(0, MOST), `… ${rest} more`] : items;
  return shown.join(separator);
}
