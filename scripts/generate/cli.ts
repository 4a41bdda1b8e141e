import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { PipelineError } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import { isObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { replaceFiles, withManifest } from './files.ts';
import { isTargetName, TARGETS, type TargetName, targetsOfContract } from './targets.ts';

const USAGE = `Usage: node scripts/generate/cli.ts [TARGET …] [--input CONTRACT] [--root FOLDER]

Writes the generated sources of the packages from the contract.

  TARGET    ${Object.keys(TARGETS).join(', ')}
            (default: all; with --input, all that are made of specs/kaiten/openapi.json)
  --input   the contract (default: each target's own)
  --root    the repository to write into (default: this one)`;

await runMain(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { input: { type: 'string' }, root: { type: 'string' } },
  });
  const targets = targetsOf(positionals, values.input);
  // All are generated before any is written: a failure leaves every file as it was.
  const generated = await Promise.all(
    targets.map(async (name) => {
      const contract = await readContract(values.input ?? join(ROOT, TARGETS[name].document));
      return [name, await TARGETS[name].generate(contract)] as const;
    }),
  );
  for (const [name, files] of generated) {
    const folder = join(resolve(values.root ?? ROOT), TARGETS[name].folder);
    const { written, unchanged, removed } = await replaceFiles(folder, withManifest(files));
    console.log(`${name}: ${written} written, ${unchanged} unchanged, ${removed} removed`);
  }
});

function targetsOf(names: readonly string[], input: string | undefined): TargetName[] {
  if (names.length === 0) {
    return input === undefined ? Object.keys(TARGETS).filter(isTargetName) : targetsOfContract();
  }
  return names.map((name) => {
    if (isTargetName(name)) return name;
    throw new UsageError(
      `The target ${name} does not exist. Use one of ${Object.keys(TARGETS).join(', ')}.`,
    );
  });
}

async function readContract(path: string) {
  const contract = await readDocument(path);
  if (isObject(contract)) return contract;
  throw new PipelineError(`${path} is not an OpenAPI document`);
}
