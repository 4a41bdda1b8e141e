import { formatError, type Problem } from '../cli/problem.ts';
import { type DiffReport, formatHeadline, formatMarkdown } from '../diff/index.ts';
import type { MisfitError, RegenerateReport } from '../regenerate/index.ts';

/**
 * What a comparison with the live spec found: nothing, a change with its report, or a change that
 * our overlays no longer fit.
 */
export type Finding =
  | { readonly kind: 'none' }
  | { readonly kind: 'changed' | 'misfit'; readonly title: string; readonly body: string };

/** The pull request for a change that everything could be regenerated from. */
export function changedFinding(
  { changes }: Pick<RegenerateReport['spec'], 'changes'>,
  { uncategorised }: Pick<RegenerateReport['contract'], 'uncategorised'>,
  diff: DiffReport,
): Finding {
  const verdict = formatHeadline(diff);
  return {
    kind: 'changed',
    title: `Follow the live spec: ${verdict.charAt(0).toLowerCase()}${verdict.slice(1)}`,
    body: [
      'The live spec has changed. This branch contains the output of `npm start` and `pnpm spec:changeset`.',
      ...listOf('Operations upstream', [
        ...changes.added.map((operation) => `added: ${inlineCode(operation)}`),
        ...changes.removed.map((operation) => `removed: ${inlineCode(operation)}`),
        ...changes.changed.map((operation) => `changed: ${inlineCode(operation)}`),
      ]),
      ...listOf(
        'Operations that no overlay describes',
        uncategorised.map((operation) => `${inlineCode(operation)}: responses are typed unknown`),
      ),
      '',
      formatMarkdown(diff),
    ].join('\n'),
  };
}

function listOf(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `**${heading}**`, '', ...items.map((item) => `- ${item}`)];
}

const MISFIT_STEPS = `This branch only pins the new spec, so its checks fail. Remove or revise the actions above, run
\`npm start\` and \`pnpm spec:changeset\`, and commit the result to this branch.`;

/** The pull request for a change that our overlays do not fit: a person has to decide. */
export function misfitFinding(error: MisfitError): Finding {
  const { problems } = error;
  const count = new Set(problems.map(actionOf)).size;
  return {
    kind: 'misfit',
    title: `Follow the live spec: ${count} overlay ${count === 1 ? 'action' : 'actions'} to remove or revise`,
    body: [
      'The live spec has changed in places that overlays patch. If the spec now contains what an',
      'action adds, remove the action.',
      '',
      ...problems.map(
        ({ file, message }) => `- [ ] ${file ? `${inlineCode(file)}, ` : ''}${inlineCode(message)}`,
      ),
      '',
      MISFIT_STEPS,
      '',
      'Output of `npm start`:',
      '',
      codeBlock(formatError(error)),
      '',
    ].join('\n'),
  };
}

/** Several problems can be in one overlay action. */
function actionOf({ file = '', pointer = '' }: Problem): string {
  return `${file}${/^\/actions\/\d+/.exec(pointer)?.[0] ?? pointer}`;
}

/** Text as Markdown code within a line. Text from upstream is never interpreted as Markdown. */
export function inlineCode(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${space}${text.replace(/\s+/g, ' ')}${space}${fence}`;
}

/** Text as a Markdown code block. */
export function codeBlock(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
