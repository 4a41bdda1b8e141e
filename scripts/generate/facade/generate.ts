import type { JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import type { GeneratedFiles } from '../files.ts';
import { listOf, methodOf } from './method.ts';
import { checkNames } from './names.ts';
import { tableOf } from './table.ts';
import { namespaceTypesOf } from './types.ts';

/**
 * Generates the namespaces of `Kaiten`: their types, the operation table, and a list of all
 * methods.
 */
export async function generateFacade(contract: JsonObject): Promise<GeneratedFiles> {
  const operations = operationsOf(contract);
  checkNames(operations);
  const methods = operations.map((entry) => methodOf(contract, entry));
  const namespaces = Map.groupBy(methods, ({ namespace }) => namespace);
  return new Map([
    ['namespaces.gen.ts', namespaceTypesOf(namespaces)],
    ['operations.gen.ts', tableOf(namespaces)],
    ['METHODS.md', listOf(namespaces)],
  ]);
}
