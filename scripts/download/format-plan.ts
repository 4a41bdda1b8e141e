import { formatCount } from '../cli/format-count.ts';
import type { DownloadPlan } from './plan.ts';

const MOST_CHANGES_SHOWN = 20;

/** What a person reads of a download: one line, and one for each operation that changed. */
export function formatPlan(plan: DownloadPlan): string {
  return [`${headline(plan)}: ${sizeOf(plan)}`, ...changeLines(plan)].join('\n');
}

/** What a program reads of it: the plan without the document. */
export function reportOf({ upstream, ...report }: DownloadPlan): object {
  return report;
}

function headline({ outcome, reason, url }: DownloadPlan): string {
  switch (outcome) {
    case 'pinned':
      return `Pinned snapshot, because ${reason}`;
    case 'not-modified':
      return `Live spec from ${url}, not modified`;
    case 'unchanged':
      return `Live spec from ${url}, unchanged`;
    case 'changed':
      return `Live spec from ${url}, changed`;
  }
}

function sizeOf({ stats }: DownloadPlan): string {
  return `${formatCount(stats.operations, 'operation')}, ${formatCount(stats.schemas, 'schema')}`;
}

function changeLines({ changes, outcome }: DownloadPlan): string[] {
  if (outcome !== 'changed') return [];
  const lines = [
    ...changes.added.map((operation) => `  + ${operation}`),
    ...changes.removed.map((operation) => `  - ${operation}`),
    ...changes.changed.map((operation) => `  ~ ${operation}`),
  ];
  if (lines.length === 0) return ['  no operation differs, but something around them does'];
  const rest = lines.length - MOST_CHANGES_SHOWN;
  return rest > 0 ? [...lines.slice(0, MOST_CHANGES_SHOWN), `  and ${rest} more`] : lines;
}
