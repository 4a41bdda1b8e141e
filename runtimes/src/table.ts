import { CHECKS } from '../suite/checks.ts';
import type { Outcome } from '../suite/run.ts';
import { KNOWN_FAILURES, NOT_APPLICABLE, reasonFor } from './expectations.ts';
import { EXITS, REQUIRES, type Runtime, SHARED } from './runtimes.ts';

const ALL_CHECKS: readonly string[] = [...CHECKS.map(({ name }) => name), EXITS, REQUIRES, SHARED];

/** What one runtime did: its outcomes, or the reason why it did not run. */
export interface Column {
  readonly runtime: Pick<Runtime, 'name' | 'missing'>;
  readonly outcomes: readonly Outcome[];
}

interface Cell {
  readonly mark: '✓' | '✗' | 'known' | 'n/a' | 'skipped';
  readonly reason?: string | undefined;
  /** Whether this fails the suite. */
  readonly unexpected?: boolean;
}

function cellOf(check: string, { runtime, outcomes }: Column): Cell {
  if (runtime.missing) return { mark: 'skipped', reason: runtime.missing };
  const inapplicable = reasonFor(NOT_APPLICABLE, check, runtime.name);
  if (inapplicable) return { mark: 'n/a', reason: inapplicable };
  const known = reasonFor(KNOWN_FAILURES, check, runtime.name);
  const outcome = outcomes.find(({ name }) => name === check);
  const error = outcome ? outcome.error : 'was not run';
  if (error === undefined && known) {
    const reason = `passes: remove it from the known failures (${known})`;
    return { mark: '✗', reason, unexpected: true };
  }
  if (error === undefined) return { mark: '✓' };
  return known ? { mark: 'known', reason: known } : { mark: '✗', reason: error, unexpected: true };
}

/** What fails the suite: a line for each unexpected cell of a column. */
export function unexpectedIn(column: Column): string[] {
  return ALL_CHECKS.flatMap((check) => {
    const { unexpected, reason } = cellOf(check, column);
    return unexpected ? [`${column.runtime.name}: ${check}: ${reason}`] : [];
  });
}

/** The table of checks and runtimes, and below it the reasons of all that is not ✓. */
export function formatTable(columns: readonly Column[]): string {
  const reasons: string[] = [];
  const markOf = ({ mark, reason }: Cell) => {
    if (mark === '✓' || !reason) return mark;
    if (!reasons.includes(reason)) reasons.push(reason);
    return `${mark === 'known' ? '✗' : mark} ${reasons.indexOf(reason) + 1}`;
  };
  const rows = ALL_CHECKS.map((check) => [
    check,
    ...columns.map((column) => markOf(cellOf(check, column))),
  ]);
  const all = [['check', ...columns.map(({ runtime }) => runtime.name)], ...rows];
  const widths = all[0]?.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((text, index) => text.padEnd(widths?.[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', ...reasons.map((reason, index) => `${index + 1}: ${reason}`)].join('\n');
}
