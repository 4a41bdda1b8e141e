import type { DiffReport } from '../report.ts';

/** For programs: bump, summary and changes, with stable ids. */
export function formatJson({ bump, summary, changes }: DiffReport): string {
  return JSON.stringify({ bump, summary, changes }, null, 2);
}
