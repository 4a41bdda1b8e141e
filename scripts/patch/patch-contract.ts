import { basename, dirname, join } from 'node:path';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { serializeDocument, writeFileAtomic } from '../cli/write.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { countDocument } from '../openapi/count.ts';
import { describeType, isObject, type JsonObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { buildContract } from './build.ts';
import { mismatchTable } from './mismatches/table.ts';
import type { Overlay } from './overlay/apply.ts';
import { readOverlays } from './overlays.ts';

/**
 * Writes the contract of a repository from its pinned upstream and its overlays, and beside it where
 * documentation and server differ.
 *
 * @param output The file to write; the repository's contract by default.
 * @returns One line that sums it up, and the warnings.
 * @throws `PipelineError` where something does not fit; the contract is as it was then.
 */
export async function patchContract(
  root: string,
  output: string = contractPaths(root).contract,
): Promise<{ summary: string; warnings: readonly Problem[] }> {
  const paths = contractPaths(root);
  const upstream = await readObject(paths.upstream);
  const overlays = await readOverlays(root);
  const { contract, warnings, mismatches } = await buildContract({ upstream, overlays });
  const outcome = await writeFileAtomic(output, serializeDocument(contract, output));
  await writeFileAtomic(join(dirname(output), MISMATCHES), mismatchTable(mismatches));
  const state = outcome === 'same' ? 'unchanged' : 'written';
  return {
    summary: `${displayPath(output)} ${state}: ${countsOf(contract, overlays)}`,
    warnings,
  };
}

const MISMATCHES = basename(contractPaths('').mismatches);

function countsOf(contract: JsonObject, overlays: readonly Overlay[]): string {
  const { operations, schemas } = countDocument(contract);
  const actions = overlays.flatMap(({ document }) => document.actions).length;
  return `${operations} operations, ${schemas} schemas, ${actions} actions of ${overlays.length} overlays`;
}

async function readObject(path: string): Promise<JsonObject> {
  const file = displayPath(path);
  const document = await readDocument(file);
  if (isObject(document)) return document;
  throw new PipelineError(`${file} is no OpenAPI document`, [
    { file, message: `an object is needed, this is ${describeType(document)}` },
  ]);
}
