import type { JsonObject } from '../openapi/json.ts';

/** A place where a document breaks a rule. */
export interface LintFinding {
  readonly rule: string;
  /** RFC 6901 pointer into the document. */
  readonly pointer: string;
  readonly message: string;
}

/** A finding, and where it can be fixed. */
export interface PlacedFinding extends LintFinding {
  /** The overlay, if it is known; else the document. */
  readonly file: string;
  /** The line in the file, if it is known. */
  readonly line?: number;
}

export interface LintOptions {
  /** Whether responses may have an empty schema, because nobody knows their content. @default false */
  readonly unknownResponses?: boolean;
}

export type LintRule = (document: JsonObject, options: LintOptions) => LintFinding[];

export interface LintReport {
  /** The files of the documents. */
  readonly documents: readonly string[];
  readonly findings: readonly PlacedFinding[];
}

/** The findings by file, followed by the number of findings in each file. */
export function formatLint({ documents, findings }: LintReport): string {
  if (findings.length === 0) return `No findings in ${documents.join(', ')}`;
  const byFile = [...Map.groupBy(findings, ({ file }) => file)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return [
    ...byFile.flatMap(([file, found]) => [file, ...found.map(lineOf), '']),
    ...byFile.map(
      ([file, found]) => `${String(found.length).padStart(6)}  ${file}  ${rulesOf(found)}`,
    ),
    `${String(findings.length).padStart(6)}  in total`,
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
