import {
  CHANGE_LEVELS,
  type ChangeLevel,
  type ContractChange,
  type ContractDiff,
  type VersionBump,
} from './change.ts';
import type { SectionedDiff } from './diff.ts';
import type { SourceLine } from './source-lines.ts';

/** The input of every output format. */
export interface DiffReport extends SectionedDiff {
  /** The names of the two documents, as the caller passed them. */
  readonly base: string;
  readonly head: string;
  /** The handwritten line that a pointer of the contract comes from, if known. */
  readonly sourceOf: (pointer: string) => SourceLine | undefined;
}

const HEADLINES: Readonly<Record<VersionBump, string>> = {
  none: 'No changes',
  patch: 'Only descriptions changed: patch version',
  minor: 'No breaking changes: minor version',
  major: 'Breaking changes: major version',
};

/** The result in one line. */
export function formatHeadline({ bump }: Pick<ContractDiff, 'bump'>): string {
  return HEADLINES[bump];
}

/** The number of changes by level, in one line. */
export function formatSummary({ summary }: Pick<ContractDiff, 'summary'>): string {
  const counts = CHANGE_LEVELS.filter((level) => summary[level] > 0);
  return counts.map((level) => `${summary[level]} ${level}`).join(', ') || '0 changes';
}

const MAX_OPERATIONS = 5;

/** The operations that a change affects, shortened. */
export function formatOperations(operationIds: readonly string[]): string {
  const shown = operationIds.slice(0, MAX_OPERATIONS).join(', ');
  const rest = operationIds.length - MAX_OPERATIONS;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** A change with the reason for its level and what users have to do. */
function explain({ message, why, migrate }: ContractChange): string {
  return `${message}: ${why}.${migrate ? ` ${migrate}` : ''}`;
}

/** For a terminal: headline, then the changes by level. */
export function formatText(report: DiffReport): string {
  const title = `${formatHeadline(report)} (${formatSummary(report)})`;
  const lines = [title, `${report.base} → ${report.head}`];
  for (const level of CHANGE_LEVELS) {
    const changes = report.changes.filter((change) => change.level === level);
    if (changes.length > 0) lines.push('', `${level}:`, ...changes.flatMap(textLines));
  }
  return lines.join('\n');
}

function textLines({ message, why, operationIds, migrate, level }: ContractChange): string[] {
  const operations = formatOperations(operationIds);
  const line = `  ${message}${operations ? `  [${operations}]` : ''}`;
  return level === 'breaking'
    ? [line, `    why: ${why}`, ...(migrate ? [`    → ${migrate}`] : [])]
    : [line];
}

/** For a pull request: headline, breaking changes, then all changes by section. */
export function formatMarkdown(report: DiffReport): string {
  const breaking = report.changes.filter(({ level }) => level === 'breaking');
  return [
    `## ${formatHeadline(report)}`,
    '',
    `${formatSummary(report)}, from \`${report.base}\` to \`${report.head}\`.`,
    ...(breaking.length > 0 ? ['', '### Breaking changes', ''] : []),
    ...breaking.map((change) => `- ${explain(change)}`),
    ...report.sections.flatMap(({ name, changes }) => [
      '',
      `### ${name}`,
      '',
      ...changes.map((change) => markdownLine(change, report)),
    ]),
    '',
  ].join('\n');
}

function markdownLine(change: ContractChange, report: DiffReport): string {
  const operations = formatOperations(change.operationIds);
  const source = report.sourceOf(change.pointer);
  const affects = operations ? `; affects ${operations}` : '';
  const location = source ? ` (${source.file}:${source.line})` : '';
  return `- ${change.level}: ${change.message}${affects}${location}`;
}

/** For programs: bump, summary and changes, with stable ids. */
export function formatJson({ bump, summary, changes }: DiffReport): string {
  return JSON.stringify({ bump, summary, changes }, null, 2);
}

const GITHUB_COMMANDS: Readonly<Record<Exclude<ChangeLevel, 'wording'>, string>> = {
  breaking: 'error',
  notable: 'warning',
  additive: 'notice',
};

/** Workflow commands of GitHub: an annotation on the line that each change comes from. */
export function formatGitHub(report: DiffReport): string {
  const title = `${formatHeadline(report)} (${formatSummary(report)})`;
  const annotations = report.changes.flatMap((change) => {
    const { level, pointer } = change;
    if (level === 'wording') return [];
    const source = report.sourceOf(pointer);
    const location = source ? `file=${escapeProperty(source.file)},line=${source.line},` : '';
    return `::${GITHUB_COMMANDS[level]} ${location}title=${level}::${escapeData(explain(change))}`;
  });
  return [`::notice title=Contract::${escapeData(title)}`, ...annotations].join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
