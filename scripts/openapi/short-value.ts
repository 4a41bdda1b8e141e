import type { Problem } from '../cli/problem.ts';
import { describeType, type Json } from './json.ts';

const LONGEST = 120;
const MOST = 10;

/** Formats a value for a message: a primitive as JSON, anything else by its type. */
export function shortValue(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'object' && value !== null ? describeType(value) : compactJson(value);
}

/** A value as JSON, cut after 120 characters. */
export function compactJson(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Formats a list for a message: its first items, and the number of others. */
export function shortList(items: readonly string[], separator = ', '): string {
  const rest = items.length - MOST;
  const shown = rest > 0 ? [...items.slice(0, MOST), `… ${rest} more`] : items;
  return shown.join(separator);
}

/** Limits a list of problems: one mistake can cause thousands. */
export function atMost(limit: number, problems: readonly Problem[]): Problem[] {
  const rest = problems.length - limit;
  if (rest <= 0) return [...problems];
  const file = problems[0]?.file;
  return [...problems.slice(0, limit), { ...(file && { file }), message: `and ${rest} more` }];
}
