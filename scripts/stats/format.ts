import { formatCount } from '../cli/format-count.ts';
import type { DocumentStats } from './document-stats.ts';
import type { EvidenceStats } from './evidence-stats.ts';
import type { RepositoryStats } from './read.ts';

/** The statistics as lines of text. */
export function formatStats({ documents, evidence, imports, mismatches }: RepositoryStats): string {
  const { rows, reflected, listed } = mismatches;
  return [
    ...documents.flatMap(({ kind, file, ...stats }) => [
      `${kind} (${file})`,
      ...table(rowsOf(stats)),
      ...stats.freeForm.map(({ pointer, reason }) => `    ${pointer}: ${reason}`),
      '',
    ]),
    'Mismatches between documentation and server',
    ...table([
      ['rows', `${rows}`],
      ['reflected', `${reflected}`],
      ['listed with a reason', `${listed}`],
    ]),
    '',
    ...(evidence ? ['Evidence', ...table(evidenceRows(evidence)), ''] : []),
    'Imports',
    ...table([['kinds of files', imports === undefined ? 'not built' : `${imports}`]]),
  ].join('\n');
}

function rowsOf(stats: DocumentStats): [string, string][] {
  const stability = Object.entries(stats.byStability).map(([name, count]) => `${count} ${name}`);
  return [
    [
      'operations',
      `${stats.operations} (${[...stability, `${stats.deprecated} deprecated`].join(', ')})`,
    ],
    ['documented as', `${stats.documentedRows} rows`],
    ['with a 2xx schema', `${stats.withSuccessSchema}`],
    ['without a body in 2xx', `${stats.withoutResponseBody}`],
    ['with a request body', `${stats.withRequestBody}`],
    ['with x-pagination', `${stats.withPagination} (${stats.paged} with pages)`],
    ['webhooks', webhooksLine(stats)],
    ['components', `${stats.components} (${stats.enums} enums)`],
    ['properties', `${stats.properties}`],
    ['described', share(stats.describedProperties, stats.properties)],
    ['required in responses', share(stats.requiredResponseProperties, stats.responseProperties)],
    ['free-form', `${stats.freeForm.length}`],
  ];
}

function evidenceRows(stats: EvidenceStats): [string, string][] {
  const { identity, discriminator, nothing, ...by } = stats.requiredBy;
  return [
    ['recordings', `${stats.recordings}`],
    ['operations with evidence', share(stats.operationsWithEvidence, stats.operations)],
    ['properties seen', `${stats.propertiesSeen}`],
    ['required by evidence', `${by.evidence}`],
    ['required by documentation alone', `${by.documentation}`],
    ['required as id, name or discriminator', `${identity + discriminator}`],
    ['required without support', `${nothing}`],
  ];
}

function webhooksLine({ webhooks: { events, callbacks } }: DocumentStats): string {
  return `${formatCount(events, 'event')}, ${formatCount(callbacks, 'callback')}`;
}

/** Rounded down: 100 % means all. */
function share(part: number, whole: number): string {
  const percent = whole === 0 ? 100 : Math.floor((part / whole) * 1000) / 10;
  return `${part} of ${whole} (${percent} %)`;
}

function table(rows: readonly [string, string][]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
}
