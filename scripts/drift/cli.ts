import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { progressTo } from '../cli/progress.ts';
import { ROOT } from '../contracts/paths.ts';
import { detectDrift } from './detect.ts';
import type { Finding } from './finding.ts';
import { proposeFinding } from './propose.ts';
import { driftSteps } from './steps.ts';

const USAGE = `Usage: pnpm drift detect --report FILE [--url URL]
       pnpm drift propose --report FILE [--remote NAME] [--base BRANCH]

Follows the live specification. detect makes of it what npm start and spec:changeset make, and
writes down what it found; it needs no token. propose puts that into the pull request of the branch
drift/contract by git and gh, or closes it where the specification is again what it was.

  --report  the file that hands the finding on from one to the other
  --url     take the spec from here; see npm start -- --help
  --remote  where to push (default: origin)
  --base    the branch to merge into (default: main)
  --root    the repository (default: this one)

Exits with 0 also where something changed, with 1 where the live specification cannot be had or
used, or git or gh failed, with 2 for wrong usage.`;

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
  if (report === undefined) throw new UsageError('--report is needed.');
  const [command, ...more] = positionals;
  if (more.length > 0) throw new UsageError('There is one command at a time.');
  switch (command) {
    case 'detect': {
      const steps = driftSteps({ root, url, progress: progressTo(process.stdout) });
      const finding = await detectDrift(root, steps);
      await writeFile(report, JSON.stringify(finding));
      return console.log(finding.kind === 'none' ? 'The live spec is as pinned.' : finding.title);
    }
    case 'propose': {
      const finding: Finding = JSON.parse(await readFile(report, 'utf8'));
      return console.log(await proposeFinding({ root, remote, base }, finding));
    }
    default:
      throw new UsageError('The command is detect or propose.');
  }
});
