import type { Published } from './published.ts';

const HEAD = ['package', 'version', 'packed', 'unpacked', 'files'];

/** One line for each package. */
export function formatPublished(packages: readonly Published[]): string {
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
