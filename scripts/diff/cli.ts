import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { ROOT } from '../contracts/paths.ts';
import { isLevel, LEVELS, type Level } from './change.ts';
import { formatGitHub } from './format/github.ts';
import { formatHtml } from './format/html.ts';
import { formatJson } from './format/json.ts';
import { formatMarkdown } from './format/markdown.ts';
import { formatText } from './format/text.ts';
import { readComparison } from './read-comparison.ts';
import type { DiffReport } from './report.ts';
import { diffInSections } from './sectioned-diff.ts';
import { sourceLines } from './source-lines.ts';

const USAGE = `Usage: pnpm -s spec:diff [BASE [HEAD]] [--format FORMAT] [--fail-on LEVEL] [--policy FILE]

Tells what differs between two OpenAPI documents, what it means to users, and which version it asks
for. BASE and HEAD are files, URLs, or the contract at a git revision (rev:HEAD~3); left out, they
are the last published contract and the one in the working tree.

  --format     text (default), markdown, json, html, or github (annotations for a workflow)
  --fail-on    exit with 1 where a change is of this level or graver: ${LEVELS.join(', ')}
  --policy     what changes mean (default: specs/kaiten/policy.yaml)
  --link-base  for html: where links to source lines lead, as in https://host/repository/blob/main
  --root       the repository (default: this one)

Exits with 0, with 1 for --fail-on or a document that cannot be read, with 2 for wrong usage.`;

const FORMATS: Readonly<Record<string, (report: DiffReport, linkBase?: string) => string>> = {
  text: formatText,
  markdown: formatMarkdown,
  json: formatJson,
  html: (report, linkBase) => formatHtml(report, { linkBase }),
  github: formatGitHub,
};

/** Formats that say where a change is written. */
const WITH_SOURCES: ReadonlySet<string> = new Set(['markdown', 'html', 'github']);

await runMain(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string' },
      policy: { type: 'string' },
      'link-base': { type: 'string' },
      root: { type: 'string' },
    },
  });
  const format = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (!format) throw new UsageError(`--format is one of ${Object.keys(FORMATS).join(', ')}.`);
  const failOn = values['fail-on'];
  if (failOn !== undefined && !isLevel(failOn)) {
    throw new UsageError(`--fail-on is one of ${LEVELS.join(', ')}.`);
  }
  if (positionals.length > 2) throw new UsageError('There are two documents: BASE and HEAD.');
  const root = resolve(values.root ?? ROOT);
  const [baseName, headName] = positionals;
  const { base, head, policy } = await readComparison(root, {
    base: baseName,
    head: headName,
    policy: values.policy || undefined,
  });
  const diff = await diffInSections(base.document, head.document, policy);
  const report: DiffReport = {
    ...diff,
    base: base.name,
    head: head.name,
    sourceOf:
      WITH_SOURCES.has(values.format) && diff.changes.length > 0
        ? await sourceLines(root)
        : () => undefined,
  };
  console.log(format(report, values['link-base']));
  if (failOn !== undefined && reaches(diff.changes, failOn)) process.exitCode = 1;
});

function reaches(changes: readonly { readonly level: Level }[], limit: Level): boolean {
  return changes.some(({ level }) => LEVELS.indexOf(level) <= LEVELS.indexOf(limit));
}
