import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { contractPaths, displayPath, ROOT } from '../contracts/paths.ts';
import { readPolicy } from '../diff/index.ts';
import { changesOf } from './changes.ts';
import { formatConsumers } from './format.ts';
import { checkRepository } from './repository.ts';

const USAGE = `Usage: pnpm -s spec:consumers [--root FOLDER]

Compiles code written for the last published contract with the packages as they are built now, and
tells what of it breaks: programs made of that contract, which use everything that packages export,
and those kept in specs/kaiten/consumers. What breaks asks for a major version.

  --root   the repository (default: this one)

Exits with 0 also where something breaks: pnpm spec:changeset --check refuses. Exits with 1 where
the packages are not built, or were built from other sources.`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { root: { type: 'string' } } });
  const root = resolve(values.root ?? ROOT);
  const [check, policy] = await Promise.all([
    checkRepository(root),
    readPolicy(displayPath(contractPaths(root).policy)),
  ]);
  console.log(formatConsumers(check, changesOf(check.published, check.breaks, policy)));
});
