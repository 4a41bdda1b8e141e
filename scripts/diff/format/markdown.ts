import type { Change } from '../change.ts';
import { countsOf, type DiffReport, touched, verdictOf } from '../report.ts';

/** For a pull request: the verdict, what breaks, then everything by section. */
export function formatMarkdown(report: DiffReport): string {
  const breaking = report.changes.filter(({ level }) => level === 'breaking');
  return [
    `## ${verdictOf(report)}`,
    '',
    `${countsOf(report)}, from \`${report.base}\` to \`${report.head}\`.`,
    ...(breaking.length > 0 ? ['', '### What breaks', '', ...breaking.map(breakOf)] : []),
    ...report.sections.flatMap(({ name, changes }) => [
      '',
      `### ${name}`,
      '',
      ...changes.map((change) => lineOf(change, report)),
    ]),
    '',
  ].join('\n');
}

function breakOf({ message, why, migrate }: Change): string {
  return `- **${message}**: ${why}.${migrate ? ` ${migrate}` : ''}`;
}

function lineOf({ level, message, operationIds, pointer }: Change, report: DiffReport): string {
  const operations = touched(operationIds);
  const source = report.sourceOf(pointer);
  const place = source ? ` (${source.file}:${source.line})` : '';
  return `- ${level}: ${message}${operations ? `; touches ${operations}` : ''}${place}`;
}
