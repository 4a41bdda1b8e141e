import type { OperationChanges } from '../download/index.ts';
import type { Finding } from './finding.ts';
import { inlineCode } from './markdown.ts';

/** What a run of the pipeline tells of operations, such as `GET /cards/{id}`. */
export interface Regenerated {
  /** What upstream changed. */
  readonly changes: OperationChanges;
  /** Those that upstream has and no overlay describes. */
  readonly uncategorised: readonly string[];
}

/** The pull request of a change that everything could be made of. */
export function changedFinding({ changes, uncategorised }: Regenerated, diff: string): Finding {
  const verdict = /^#+ (?<text>.+)$/m.exec(diff)?.groups?.text ?? 'see the report';
  return {
    kind: 'changed',
    title: `Follow the live specification: ${verdict.charAt(0).toLowerCase()}${verdict.slice(1)}`,
    body: [
      'The live specification changed. Here is what `npm start` and `pnpm spec:changeset` make of it.',
      ...listOf('Operations upstream', [
        ...changes.added.map((operation) => `added: ${inlineCode(operation)}`),
        ...changes.removed.map((operation) => `removed: ${inlineCode(operation)}`),
        ...changes.changed.map((operation) => `changed: ${inlineCode(operation)}`),
      ]),
      ...listOf(
        'No overlay describes',
        uncategorised.map((operation) => `${inlineCode(operation)}: answers are typed unknown`),
      ),
      '',
      diff,
    ].join('\n'),
  };
}

function listOf(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `**${heading}**`, '', ...items.map((item) => `- ${item}`)];
}
