import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { formatProblem, type Problem } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import { patchContract } from './patch-contract.ts';
import { patchFile } from './patch-file.ts';

const USAGE = `Usage: pnpm -s spec:patch [--root FOLDER] [--output OUT] [--keep ACTION …]
       pnpm -s spec:patch --input BASE --overlay O1 [--overlay O2 …] [--output OUT] [--lenient]

Without --input: writes the contract, specs/kaiten/openapi.json, from upstream.json and the overlays
that source.json lists, and MISMATCHES.md and overlays.lock.json beside it. Fails if upstream has changed
where an overlay writes. With --input: applies overlays to any JSON or YAML document.

  --root     the repository to work in (default: this one)
  --keep     an action (spaces#3: the third of spaces.overlay.yaml) or a place (/paths/~1spaces/get/security)
             that stays right although upstream has changed there
  --input    the document to patch: JSON or YAML, by its extension
  --overlay  an overlay to apply; several apply in the order given
  --output   the file to write: JSON or YAML, by its extension (default: the contract; with --input
             -, standard output as JSON)
  --lenient  let a target match nothing, and only warn of what generators cannot use`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      root: { type: 'string' },
      keep: { type: 'string', multiple: true },
      input: { type: 'string' },
      overlay: { type: 'string', multiple: true },
      output: { type: 'string' },
      lenient: { type: 'boolean' },
    },
  });
  const { root, input, keep = [], overlay: overlays = [], output, lenient } = values;
  if (input === undefined) {
    if (overlays.length > 0 || lenient) {
      throw new UsageError('--overlay and --lenient go with --input.');
    }
    const { summary, warnings } = await patchContract(resolve(root ?? ROOT), {
      keep,
      output: output && resolve(output),
    });
    warn(warnings);
    console.log(summary);
    return;
  }
  if (root !== undefined || keep.length > 0) {
    throw new UsageError('--root and --keep cannot be combined with --input.');
  }
  if (overlays.length === 0) throw new UsageError('--input needs at least one --overlay.');
  warn(await patchFile({ input, overlays, output: output ?? '-', lenient: lenient ?? false }));
});

function warn(warnings: readonly Problem[]): void {
  for (const warning of warnings) console.error(`warning:${formatProblem(warning).slice(1)}`);
}
