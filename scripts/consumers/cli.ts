import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { contractPaths, displayPath, ROOT } from '../contracts/paths.ts';
import {
  bumpFor,
  type ContractChange,
  describePart,
  formatHeadline,
  formatOperations,
  readPolicy,
} from '../diff/index.ts';
import { rateBreaks } from './changes.ts';
import { type ConsumersCheck, checkRepository } from './check.ts';

const USAGE = `Usage: pnpm -s spec:consumers [--root FOLDER]

Compiles code that was written for the last published contract with the current packages and lists
what no longer compiles. The code consists of programs generated from that contract, which use
everything that the packages export, and the handwritten programs in specs/kaiten/consumers.

  --root   the repository (default: this one)

Exits with 0 even if code no longer compiles: pnpm spec:changeset --check fails in this case. Exits
with 1 if the packages are not built from their current sources.`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { root: { type: 'string' } } });
  const root = resolve(values.root ?? ROOT);
  const [check, policy] = await Promise.all([
    checkRepository(root),
    readPolicy(displayPath(contractPaths(root).policy)),
  ]);
  console.log(formatCheck(check, rateBreaks(check.published, check.breaks, policy)));
});

function formatCheck(
  { programs, lines, breaks }: ConsumersCheck,
  changes: readonly ContractChange[],
): string {
  const code = `${lines} lines in ${programs} programs for the last published contract`;
  if (breaks.length === 0) return `No breaking changes: ${code} compile`;
  const paragraphs = breaks.map((one, index) => {
    const change = changes[index];
    const operations = formatOperations(change?.operationIds ?? []);
    return [
      `${change?.level}: ${describePart(one)}${operations ? `  [${operations}]` : ''}`,
      `  ${one.at}: ${one.code}`,
      `  ${one.message}`,
      `  id: ${change?.id}`,
    ].join('\n');
  });
  const headline = formatHeadline({ bump: bumpFor(changes) });
  return [`${headline} (compiled ${code})`, ...paragraphs].join('\n\n');
}
