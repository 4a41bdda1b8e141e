import { formatProblem } from '../cli/problem.ts';
import { formatMs } from '../cli/progress.ts';
import type { DownloadPlan, OperationChanges } from '../download/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { countDocument, labelOf, operationsOf, UNCATEGORISED } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import type { TaskOutcome } from './turbo.ts';

/** The result of a run, as `--json` prints it. */
export interface RegenerateReport {
  readonly spec: {
    readonly outcome: DownloadPlan['outcome'];
    readonly url: string;
    /** Why the pinned snapshot was used; absent if the live spec was used. */
    readonly reason?: string;
    readonly operations: number;
    readonly changes: OperationChanges;
    /** Problems with the pinned files that did not stop the run. */
    readonly warnings: readonly string[];
  };
  readonly contract: {
    readonly operations: number;
    readonly schemas: number;
    /** Operations of upstream that no overlay describes, such as `GET /widgets`. */
    readonly uncategorised: readonly string[];
  };
  readonly packages: readonly { readonly name: string; readonly built: 'rebuilt' | 'cached' }[];
  readonly worked: boolean;
  readonly ms: number;
}

export function specReportOf(plan: DownloadPlan): RegenerateReport['spec'] {
  const { changes, outcome, reason, stats, url } = plan;
  return {
    outcome,
    url,
    ...(reason === undefined ? {} : { reason }),
    operations: stats.operations,
    changes,
    warnings: plan.warnings.map(formatProblem),
  };
}

/** Counts what is in the contract that a run wrote. */
export async function contractReportOf(path: string): Promise<RegenerateReport['contract']> {
  const contract = (await readDocument(path)) as JsonObject;
  const { operations, schemas } = countDocument(contract);
  return {
    operations,
    schemas,
    uncategorised: operationsOf(contract)
      .filter(({ operation }) => (operation.tags as string[]).includes(UNCATEGORISED))
      .map(labelOf),
  };
}

export function packagesOf(tasks: readonly TaskOutcome[]): RegenerateReport['packages'] {
  return tasks
    .filter(({ task }) => task === 'build')
    .map(({ cached, ...task }) => ({
      name: task.package.replace('@kaiten-sdk/', ''),
      built: cached ? ('cached' as const) : ('rebuilt' as const),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The summary for people. */
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
  if (outcome === 'pinned') {
    return `pinned snapshot, because ${reason}: ${operations} operations`;
  }
  return `live, ${outcome.replace('-', ' ')}: ${operations} operations (${url})`;
}

function changeLines({ changes, outcome }: RegenerateReport['spec']): string[] {
  const { added, changed, removed } = changes;
  const lines = [
    ...added.map((operation) => `+ ${operation}`),
    ...removed.map((operation) => `- ${operation}`),
    ...changed.map((operation) => `~ ${operation}`),
  ];
  if (outcome === 'changed' && lines.length === 0) {
    return [row('', 'no operation changed, only other parts of the document')];
  }
  return lines.map((line) => row('', line));
}

function uncategorisedLines(operations: readonly string[]): string[] {
  if (operations.length === 0) return [];
  return [
    row('Warning', `no overlay describes ${operations.join(', ')}`),
    row('', 'generated with responses typed unknown: see "Write an overlay" in README.md'),
  ];
}

function row(label: string, text: string): string {
  return `${label.padEnd(10)} ${text}`;
}
