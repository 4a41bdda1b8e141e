import { type Change, LEVELS } from '../change.ts';
import { countsOf, type DiffReport, touched, verdictOf } from '../report.ts';

/** For a terminal: the verdict, then each change in a line or two, the gravest first. */
export function formatText(report: DiffReport): string {
  const lines = [`${verdictOf(report)} (${countsOf(report)})`, `${report.base} → ${report.head}`];
  for (const level of LEVELS) {
    const changes = report.changes.filter((change) => change.level === level);
    if (changes.length > 0) lines.push('', `${level}:`, ...changes.flatMap(linesOf));
  }
  return lines.join('\n');
}

function linesOf({ message, why, operationIds, migrate, level }: Change): string[] {
  const operations = touched(operationIds);
  const line = `  ${message}${operations ? `  [${operations}]` : ''}`;
  return level === 'breaking'
    ? [line, `    why: ${why}`, ...(migrate ? [`    → ${migrate}`] : [])]
    : [line];
}
