import { PipelineError, type Problem } from '../cli/problem.ts';
import { unnamedOperationProblems } from '../openapi/integrity/names.ts';
import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { checkContract } from './check.ts';
import { shareComponents } from './share-components.ts';

interface UndocumentedSource {
  readonly document: JsonObject;
  /** The document's file, to name in problems. */
  readonly file: string;
  readonly contract: JsonObject;
}

/**
 * Makes the contract of the undocumented operations: what was written by hand, with the components
 * of the documented API that it shares, checked as the contract itself is.
 *
 * @throws `PipelineError` with everything that is wrong.
 */
export async function buildUndocumented(source: UndocumentedSource): Promise<JsonObject> {
  const { contract, document, file } = source;
  const bundled = shareComponents(document, contract, file);
  const { invalid, unfit } = await checkContract(bundled, file);
  const problems = [
    ...invalid,
    ...unfit,
    ...unnamedOperationProblems(bundled, file),
    ...documentedProblems(source),
    ...stabilityProblems(bundled, file),
  ];
  if (problems.length > 0) throw new PipelineError(`${file} cannot be used`, problems);
  return bundled;
}

/** A name means one operation, whichever document it is in. */
function documentedProblems({ contract, document, file }: UndocumentedSource): Problem[] {
  const documented = new Set(operationsOf(contract).map(({ operation }) => operation.operationId));
  return operationsOf(document)
    .filter(({ operation }) => documented.has(operation.operationId ?? null))
    .map(({ operation, pointer }) => ({
      file,
      pointer,
      message: `the contract has an operation ${operation.operationId} too`,
      hint: 'Give it another operationId, or remove it here when it has become documented.',
    }));
}

function stabilityProblems(document: JsonObject, file: string): Problem[] {
  return operationsOf(document)
    .filter(({ operation }) => operation['x-stability'] !== 'undocumented')
    .map(({ pointer }) => ({
      file,
      pointer,
      message: 'does not say that it is undocumented',
      hint: 'Add x-stability: undocumented.',
    }));
}
