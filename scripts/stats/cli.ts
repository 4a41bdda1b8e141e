import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { ROOT } from '../contracts/paths.ts';
import { formatStats } from './format.ts';
import { readStats } from './read.ts';

const USAGE = `Usage: pnpm -s spec:stats [--json] [--root FOLDER]

Counts what the contracts describe: operations, schemas, mismatches between documentation and server,
and what supports the required properties of responses.

  --json  print all numbers as JSON
  --root  the repository to count (default: this one)`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, root: { type: 'string' } },
  });
  const stats = await readStats(resolve(values.root ?? ROOT));
  console.log(values.json ? JSON.stringify(stats, null, 2) : formatStats(stats));
});
