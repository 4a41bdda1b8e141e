import { median } from '../median.ts';
import type { Cost } from './check.ts';

const COLUMNS = {
  instantiations: ['instantiations', 0],
  types: ['types', 0],
  check: ['check, s', 3],
  total: ['total, s', 3],
  memory: ['memory, MB', 0],
} as const satisfies Record<keyof Cost, readonly [heading: string, digits: number]>;

const FIELDS = Object.keys(COLUMNS) as (keyof Cost)[];
const NAME_WIDTH = 52;
const WIDTH = 19;

/** The first line of a table. */
export function heading(title: string): string {
  const columns = FIELDS.map((field) => COLUMNS[field][0].padStart(WIDTH));
  return `${title.padEnd(NAME_WIDTH)}${columns.join('')}`;
}

/** A contestant's line: medians, and their ratios to the other's. */
export function line(name: string, costs: readonly Cost[], others: readonly Cost[]): string {
  const columns = FIELDS.map((field) => {
    const value = medianOf(costs, field);
    const ratio = value / medianOf(others, field);
    const cell = `${value.toFixed(COLUMNS[field][1])} (${ratio.toFixed(ratio < 10 ? 2 : 0)}×)`;
    return cell.padStart(WIDTH);
  });
  return `${`  ${name}`.padEnd(NAME_WIDTH)}${columns.join('')}`;
}

function medianOf(costs: readonly Cost[], field: keyof Cost): number {
  return median(costs.map((cost) => cost[field]));
}
