import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { progressTo } from '../cli/progress.ts';
import { ROOT } from '../contracts/paths.ts';
import { detectDrift } from './detect-drift.ts';
import type { Finding } from './finding.ts';
import { proposeFinding } from './pull-request.ts';

const USAGE = `Usage: pnpm drift detect --report FILE [--url URL]
       pnpm drift propose --report FILE [--remote NAME] [--base BRANCH]

Follows the live spec. detect runs npm start and spec:changeset with it and writes a report; it
needs no token. propose puts the result into the pull request of the branch drift/contract, with
git and gh, or closes that pull request if the spec is again the pinned one.

  --report  the file that detect writes and propose reads
  --url     download the spec from here; see npm start -- --help
  --remote  the git remote to push to (default: origin)
  --base    the branch to merge into (default: main)
  --root    the repository (default: this one)

Exits with 0 even if the spec has changed, with 1 if the live spec cannot be downloaded or used, or
if git or gh fails, and with 2 for wrong usage.`;

await runMain(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      report: { type: 'string' },
      url: { type: 'string' },
      remote: { type: 'string', default: 'origin' },
      base: { type: 'string', default: 'main' },
      root: { type: 'string', default: ROOT },
    },
  });
  const { base, remote, report, url } = values;
  const root = resolve(values.root);
  if (report === undefined) throw new UsageError('--report is required.');
  const [command, ...more] = positionals;
  if (more.length > 0) throw new UsageError('Pass one command: detect or propose.');
  switch (command) {
    case 'detect': {
      const finding = await detectDrift({ root, url, progress: progressTo(process.stdout) });
      await writeFile(report, JSON.stringify(finding));
      return console.log(
        finding.kind === 'none' ? 'The live spec has not changed.' : finding.title,
      );
    }
    case 'propose': {
      const finding: Finding = JSON.parse(await readFile(report, 'utf8'));
      return console.log(await proposeFinding({ root, remote, base }, finding));
    }
    default:
      throw new UsageError('The command must be detect or propose.');
  }
});
