import { PipelineError, type Problem } from '../cli/problem.ts';
import { unnamedOperationProblems } from '../openapi/integrity/names.ts';
import type { JsonObject } from '../openapi/json.ts';
import { checkContract } from './check.ts';
import { completeContract } from './complete.ts';
import { collectMismatches } from './mismatches/collect.ts';
import type { Mismatch } from './mismatches/note.ts';
import { applyOverlays, type Overlay } from './overlay/apply.ts';

/**
 * Makes the contract: upstream, corrected by the overlays, completed where no overlay describes an
 * operation, and checked.
 *
 * @returns The contract, a warning for each operation that no overlay describes, and what the overlays
 * note of differences between documentation and server.
 * @throws `PipelineError` with every overlay action that does not fit, or with everything that is
 * wrong with the result or with a note.
 */
export async function buildContract(options: {
  readonly upstream: JsonObject;
  readonly overlays: readonly Overlay[];
}): Promise<{ contract: JsonObject; warnings: Problem[]; mismatches: Mismatch[] }> {
  const patched = applyOverlays(options.upstream, options.overlays) as JsonObject;
  const { document: contract, warnings } = completeContract(patched);
  const name = 'contract as patched';
  const { invalid, unfit } = await checkContract(contract, name);
  const notes = collectMismatches(options.overlays, contract);
  const unnamed = unnamedOperationProblems(contract, name);
  const problems = [...invalid, ...unfit, ...unnamed, ...notes.problems];
  if (problems.length > 0) throw new PipelineError('The patched contract cannot be used', problems);
  return { contract, warnings, mismatches: notes.mismatches };
}
