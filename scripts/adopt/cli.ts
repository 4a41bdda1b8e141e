import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { contractPaths, displayPath, ROOT } from '../contracts/paths.ts';
import { diffInSections, formatText, readPolicy } from '../diff/index.ts';
import { adopt } from './adopt.ts';

const USAGE = `Usage: pnpm -s spec:adopt ACTION… [--keep ACTION …] [--root FOLDER]

Drops actions that upstream has made unnecessary: removes them from the overlays, patches the contract
without them, and prints what changes in the contract. If the contract cannot be made without them,
no file changes. Pin the upstream to adopt from first: pnpm spec:download.

  ACTION  the name of the overlay and the number of the action: spaces#3
  --keep  another action, or a place in upstream, that stays right although upstream has changed there
  --root  the repository (default: this one)`;

await runMain(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { keep: { type: 'string', multiple: true }, root: { type: 'string' } },
  });
  if (positionals.length === 0) throw new UsageError('Name at least one action, such as spaces#3.');
  const root = resolve(values.root ?? ROOT);
  const { before, after } = await adopt(root, positionals, { keep: values.keep ?? [] });
  const diff = await diffInSections(
    before,
    after,
    await readPolicy(displayPath(contractPaths(root).policy)),
  );
  const count =
    positionals.length === 1
      ? 'The action is dropped.'
      : `${positionals.length} actions are dropped.`;
  if (diff.changes.length === 0) console.log(`${count} The contract stays the same.`);
  else {
    console.log(`${count} The contract changes:\n`);
    console.log(formatText({ ...diff, base: 'before', head: 'after', sourceOf: () => undefined }));
  }
});
