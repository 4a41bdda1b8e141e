import type { Bump, Level } from './change.ts';
import type { Diff } from './diff.ts';
import type { SectionedDiff } from './sectioned-diff.ts';

/** What every format is made from. */
export interface DiffReport extends SectionedDiff {
  /** The names of the two documents, as they were given. */
  readonly base: string;
  readonly head: string;
  /** Where a place of the contract is written by hand, as far as it is known. */
  readonly sourceOf: (pointer: string) => SourceLine | undefined;
}

/** A line of a file, from the root of the repository. */
export interface SourceLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const VERDICTS: Readonly<Record<Bump, string>> = {
  none: 'Nothing changed',
  patch: 'Only words changed: a patch version',
  minor: 'Compatible: a minor version',
  major: 'Breaking: a major version',
};

/** The verdict in one line. */
export function verdictOf({ bump }: Pick<Diff, 'bump'>): string {
  return VERDICTS[bump];
}

/** The counts in one line; levels without a change are left out. */
export function countsOf({ summary }: Pick<Diff, 'summary'>): string {
  const counts = (Object.entries(summary) as [Level, number][]).filter(([, count]) => count > 0);
  return counts.map(([level, count]) => `${count} ${level}`).join(', ') || 'no changes';
}

const MOST_NAMES = 5;

/** The operations that a change touches, in a few words. */
export function touched(operationIds: readonly string[]): string {
  const shown = operationIds.slice(0, MOST_NAMES).join(', ');
  const rest = operationIds.length - MOST_NAMES;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
