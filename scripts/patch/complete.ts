import type { Problem } from '../cli/problem.ts';
import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { completeResponses } from './complete-responses.ts';
import { completeUndescribed } from './undescribed.ts';

/**
 * What an overlaid document still needs to be a contract, and what needs no thought: names and tags
 * for operations that no overlay describes, descriptions and unknown bodies for responses that have
 * none. Key order is kept; what is added comes last.
 *
 * @param document Left as it is.
 * @returns The completed copy, and a warning for each operation without an overlay.
 */
export function completeContract(document: JsonObject): {
  document: JsonObject;
  warnings: Problem[];
} {
  const contract = structuredClone(document);
  const warnings = completeUndescribed(contract);
  for (const { operation, method } of operationsOf(contract)) completeResponses(operation, method);
  return { document: contract, warnings };
}
