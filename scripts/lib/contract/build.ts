import type { JsonObject } from '../document/json.ts';
import { unnamedOperationProblems } from '../openapi/integrity/names.ts';
import { applyOverlays, type Overlay } from '../overlay/apply.ts';
import { PipelineError, type Problem } from '../problem.ts';
import { checkContract } from './check.ts';
import { completeContract } from './complete.ts';

/**
 * Makes the contract: upstream, corrected by the overlays, completed where no overlay describes an
 * operation, and checked.
 *
 * @returns The contract, and a warning for each operation that no overlay describes.
 * @throws `PipelineError` with every overlay action that does not fit, or with everything that is
 * wrong with the result.
 */
export async function buildContract(options: {
  readonly upstream: JsonObject;
  readonly overlays: readonly Overlay[];
}): Promise<{ contract: JsonObject; warnings: Problem[] }> {
  const patched = applyOverlays(options.upstream, options.overlays) as JsonObject;
  const { document: contract, warnings } = completeContract(patched);
  const name = 'contract as patched';
  const { invalid, unfit } = await checkContract(contract, name);
  const problems = [...invalid, ...unfit, ...unnamedOperationProblems(contract, name)];
  if (problems.length > 0) throw new PipelineError('The patched contract cannot be used', problems);
  return { contract, warnings };
}
