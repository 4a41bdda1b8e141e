import type { Published } from './packages.ts';
import type { Rehearsal } from './rehearse.ts';

const NOT_TESTED = `Not tested by a rehearsal: provenance and trusted publishing (OIDC), which only a run of
release.yml has, and the permission to publish under these names.`;

/** The summary for people. */
export function formatRehearsal({ changesets, published, uncommitted }: Rehearsal): string {
  return [
    ...(uncommitted.length > 0
      ? [`Included although not committed:\n${listed(uncommitted)}\n`]
      : []),
    ...(changesets === 0 ? ['No changesets: published with the versions in the manifests.\n'] : []),
    formatPublished(published),
    '',
    NOT_TESTED,
    '',
    'The rehearsal succeeded.',
  ].join('\n');
}

const MAX_FILES = 10;

function listed(files: readonly string[]): string {
  const rest = files.length - MAX_FILES;
  const shown = files.slice(0, MAX_FILES).map((file) => `  ${file}`);
  return [...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}

const HEAD = ['package', 'version', 'packed', 'unpacked', 'files'];

/** A table with one line per package. */
function formatPublished(packages: readonly Published[]): string {
  const rows = packages.map(({ files, name, packedBytes, unpackedBytes, version }) => [
    name,
    version,
    kilobytes(packedBytes),
    kilobytes(unpackedBytes),
    String(files),
  ]);
  const widths = HEAD.map((_, column) =>
    Math.max(...[HEAD, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  return [HEAD, ...rows].map((row) => `  ${aligned(row, widths)}`.trimEnd()).join('\n');
}

/** Names to the left, numbers to the right. */
function aligned(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((text, column) =>
      column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
    )
    .join('  ');
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`;
}
