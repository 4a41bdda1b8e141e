import type { PlacedFinding } from './finding.ts';
import type { LintReport } from './run.ts';

/** What was found, by the file to mend it in, with the counts of each file at the end. */
export function formatLint({ documents, findings }: LintReport): string {
  if (findings.length === 0) return `Nothing to mend in ${documents.join(', ')}`;
  const byFile = [...Map.groupBy(findings, ({ file }) => file)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return [
    ...byFile.flatMap(([file, found]) => [file, ...found.map(lineOf), '']),
    ...byFile.map(
      ([file, found]) => `${String(found.length).padStart(6)}  ${file}  ${rulesOf(found)}`,
    ),
    `${String(findings.length).padStart(6)}  in all`,
  ].join('\n');
}

function lineOf({ line, message, pointer, rule }: PlacedFinding): string {
  const at = line === undefined ? '' : `line ${line}, `;
  return `  ${at}#${pointer}: ${message} (${rule})`;
}

function rulesOf(findings: readonly PlacedFinding[]): string {
  return [...Map.groupBy(findings, ({ rule }) => rule)]
    .map(([rule, found]) => `${rule} ${found.length}`)
    .sort()
    .join(', ');
}
