import { parseArgs } from 'node:util';
import { formatCount, formatProblem, runMain, UsageError } from '@kaiten-sdk/scripts/cli/index.ts';
import { CONTRACT_FILE, contractOperations, readContract } from './src/contract/contract.ts';
import { Resolver } from './src/contract/schema.ts';
import { writeDraft } from './src/probe/draft-overlay.ts';
import { findingProblems } from './src/probe/finding.ts';
import { Probe } from './src/probe/probe.ts';
import { type Looked, lookAtRecorded } from './src/probe/recorded.ts';

const USAGE = `Usage: pnpm -s contract:probe --from PATH [--write-overlay FILE] [--json]

Compares recorded responses of Kaiten with the contract: what they have that the contract lacks, or has
otherwise. Prints types and names of fields, never values.

  --from PATH           a file, or a folder of files: shapes and tapes as kaiten-sdk/recorder makes them,
                        or bodies as JSON that are named by operation: getCard.json, getCard.3.json
  --write-overlay FILE  write a draft overlay after which the contract would be true
  --json                print one JSON document on standard output and nothing else

Exits with 0 if the contract is true to the responses, with 1 if it is not or a file cannot be used, with
2 for wrong usage.`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      'write-overlay': { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.from === undefined) throw new UsageError('--from says where the recordings are.');
  const contract = await readContract();
  const probe = new Probe(new Resolver(contract));
  const looked = await lookAtRecorded(probe, contractOperations(contract), values.from);
  const found = probe.findings();
  const draft = values['write-overlay'];
  const written = draft === undefined ? undefined : await writeDraft(draft, contract, found);
  if (values.json) {
    const findings = found.map(({ codes, ...finding }) => finding);
    console.log(JSON.stringify({ ...looked, findings }, null, 2));
  } else {
    const verdict = found.length === 0 ? 'the contract is true to them' : 'the contract is not';
    console.log(`${describe(looked)}: ${verdict}`);
    for (const problem of findingProblems(found, CONTRACT_FILE))
      console.log(formatProblem(problem));
    if (written) console.log(written);
  }
  if (found.length > 0) process.exitCode = 1;
});

function describe({ bodies, shapes, skipped }: Looked): string {
  const counts = [
    ...(bodies > 0 || shapes === 0 ? [formatCount(bodies, 'response')] : []),
    ...(shapes > 0 ? [formatCount(shapes, 'recorded shape')] : []),
  ];
  const rest = skipped > 0 ? ` (${skipped} left out: not JSON, a refusal or not an operation)` : '';
  return counts.join(' and ') + rest;
}
