import type { Problem } from '../cli/problem.ts';
import { contractProblems } from '../openapi/check-contract.ts';
import { integrityProblems } from '../openapi/check-integrity.ts';
import { schemaProblems } from '../openapi/check-schema.ts';
import type { JsonObject } from '../openapi/json.ts';

interface ContractCheck {
  /** What makes it no valid OpenAPI document, or one that no tool may read. */
  readonly invalid: Problem[];
  /** What generators need beyond that. */
  readonly unfit: Problem[];
}

/** Everything that is wrong with a document as a contract. */
export async function checkContract(document: JsonObject, file: string): Promise<ContractCheck> {
  return {
    invalid: [...(await schemaProblems(document, file)), ...integrityProblems(document, file)],
    unfit: contractProblems(document, file),
  };
}
