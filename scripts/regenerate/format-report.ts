import { formatMs } from '../cli/progress.ts';
import type { RegenerateReport } from './report.ts';

/** The summary a person reads. */
export function formatReport(report: RegenerateReport): string {
  const { contract, packages, spec } = report;
  return [
    row('Spec', specLine(spec)),
    ...changeLines(spec),
    ...spec.warnings.map((warning) => row('Warning', warning.trim())),
    row('Contract', `${contract.operations} operations, ${contract.schemas} schemas`),
    ...uncategorisedLines(contract.uncategorised),
    row('Packages', packages.map(({ name, built }) => `${name} ${built}`).join(', ')),
    row('Total', formatMs(report.ms)),
    '',
    report.worked ? 'Done.' : 'Nothing changed: everything came from the cache.',
  ].join('\n');
}

function specLine({ operations, outcome, reason, url }: RegenerateReport['spec']): string {
  const count = `${operations} operations`;
  switch (outcome) {
    case 'pinned':
      return `pinned snapshot, because ${reason}: ${count}`;
    case 'not-modified':
      return `live, not modified: ${count} (${url})`;
    case 'unchanged':
      return `live, unchanged: ${count} (${url})`;
    case 'changed':
      return `live, changed: ${count} (${url})`;
  }
}

function changeLines({ changes, outcome }: RegenerateReport['spec']): string[] {
  const { added, changed, removed } = changes;
  const lines = [
    ...added.map((operation) => `+ ${operation}`),
    ...removed.map((operation) => `- ${operation}`),
    ...changed.map((operation) => `~ ${operation}`),
  ];
  const isElsewhere = outcome === 'changed' && lines.length === 0;
  return (isElsewhere ? ['no operation, but what surrounds them'] : lines).map((line) =>
    row('', line),
  );
}

function uncategorisedLines(operations: readonly string[]): string[] {
  if (operations.length === 0) return [];
  return [
    row('Warning', `no overlay describes ${operations.join(', ')}`),
    row('', 'generated all the same, answers typed unknown: see "Write an overlay" in README.md'),
  ];
}

function row(label: string, text: string): string {
  return `${label.padEnd(10)} ${text}`;
}
