import type { RegenerateReport } from '../regenerate/report.ts';
import type { Finding } from './finding.ts';

/** The pull request of a change that everything could be made of. */
export function changedFinding(
  { contract, spec }: Pick<RegenerateReport, 'spec' | 'contract'>,
  diff: string,
): Finding {
  const verdict = /^#+ (?<text>.+)$/m.exec(diff)?.groups?.text ?? 'see the report';
  return {
    kind: 'changed',
    title: `Follow the live specification: ${verdict.charAt(0).toLowerCase()}${verdict.slice(1)}`,
    body: [
      'The live specification changed. Here is what `npm start` and `pnpm spec:changeset` make of it.',
      ...listOf('Operations upstream', [
        ...spec.changes.added.map((operation) => `added: \`${operation}\``),
        ...spec.changes.removed.map((operation) => `removed: \`${operation}\``),
        ...spec.changes.changed.map((operation) => `changed: \`${operation}\``),
      ]),
      ...listOf(
        'No overlay describes',
        contract.uncategorised.map((operation) => `\`${operation}\`: answers are typed unknown`),
      ),
      '',
      diff,
    ].join('\n'),
  };
}

function listOf(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `**${heading}**`, '', ...items.map((item) => `- ${item}`)];
}
