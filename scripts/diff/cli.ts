import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { ROOT } from '../contracts/paths.ts';
import { CHANGE_LEVELS, isAtLeast, isChangeLevel } from './change.ts';
import { diffInSections } from './diff.ts';
import { type DiffReport, formatGitHub, formatJson, formatMarkdown, formatText } from './format.ts';
import { formatHtml } from './format-html.ts';
import { readComparison } from './read-comparison.ts';
import { sourceLines } from './source-lines.ts';

const USAGE = `Usage: pnpm -s spec:diff [BASE [HEAD]] [--format FORMAT] [--fail-on LEVEL] [--policy FILE]

Lists the changes between two OpenAPI documents, how they affect users, and the version bump they
require. BASE and HEAD are files, URLs, or the contract at a git revision (rev:HEAD~3). By default,
they are the last published contract and the contract in the working tree.

  --format     text (default), markdown, json, html, or github (workflow annotations)
  --fail-on    exit with 1 if a change has this level or a more severe one:
               ${CHANGE_LEVELS.join(', ')}
  --policy     the file that rates changes (default: specs/kaiten/policy.yaml)
  --link-base  for html: the URL that links to sources start with, such as
               https://host/repository/blob/main
  --root       the repository (default: this one)

Levels:
  breaking  major version: code that compiled or worked may not anymore
  notable   minor version: code still works, but users should know about it
  additive  minor version: something new, or something more permissive
  wording   patch version: only descriptions changed

Exits with 0; with 1 because of --fail-on, or if a document cannot be read; with 2 if the arguments
are invalid.`;

const FORMATS: Readonly<Record<string, (report: DiffReport, linkBase?: string) => string>> = {
  text: formatText,
  markdown: formatMarkdown,
  json: formatJson,
  html: (report, linkBase) => formatHtml(report, { linkBase }),
  github: formatGitHub,
};

const FORMATS_WITH_SOURCES: ReadonlySet<string> = new Set(['markdown', 'html', 'github']);

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
  if (!format) throw new UsageError(`--format must be one of ${Object.keys(FORMATS).join(', ')}.`);
  const failOn = values['fail-on'];
  if (failOn !== undefined && !isChangeLevel(failOn)) {
    throw new UsageError(`--fail-on must be one of ${CHANGE_LEVELS.join(', ')}.`);
  }
  if (positionals.length > 2) throw new UsageError('Pass at most two documents: BASE and HEAD.');
  const root = resolve(values.root ?? ROOT);
  const { base, head, policy } = await readComparison(root, {
    base: positionals[0],
    head: positionals[1],
    policy: values.policy || undefined,
  });
  const diff = await diffInSections(base.document, head.document, policy);
  const withSources = FORMATS_WITH_SOURCES.has(values.format) && diff.changes.length > 0;
  const sourceOf = withSources ? await sourceLines(root) : () => undefined;
  const report: DiffReport = { ...diff, base: base.name, head: head.name, sourceOf };
  console.log(format(report, values['link-base']));
  if (failOn !== undefined && diff.changes.some(({ level }) => isAtLeast(level, failOn))) {
    process.exitCode = 1;
  }
});
