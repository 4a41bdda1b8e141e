import type { Change, Level } from '../change.ts';
import { countsOf, type DiffReport, verdictOf } from '../report.ts';

const COMMANDS: Readonly<Record<Exclude<Level, 'wording'>, string>> = {
  breaking: 'error',
  notable: 'warning',
  additive: 'notice',
};

/** Workflow commands of GitHub: an annotation on the line that each change comes from. */
export function formatGitHub(report: DiffReport): string {
  const title = `${verdictOf(report)} (${countsOf(report)})`;
  return [
    `::notice title=Contract::${escaped(title)}`,
    ...report.changes.flatMap((change) => annotationOf(change, report) ?? []),
  ].join('\n');
}

function annotationOf(change: Change, report: DiffReport): string | undefined {
  if (change.level === 'wording') return undefined;
  const source = report.sourceOf(change.pointer);
  const place = source ? `file=${escapedProperty(source.file)},line=${source.line},` : '';
  const text = `${change.message}: ${change.why}.${change.migrate ? ` ${change.migrate}` : ''}`;
  return `::${COMMANDS[change.level]} ${place}title=${change.level}::${escaped(text)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
