import type { JsonObject } from '../openapi/json.ts';
import { countDocument, labelOf, operationsOf, UNCATEGORISED } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import type { RegenerateReport } from './report.ts';

/** What a run says of the contract that it wrote. */
export async function contractOf(path: string): Promise<RegenerateReport['contract']> {
  const contract = (await readDocument(path)) as JsonObject;
  const { operations, schemas } = countDocument(contract);
  return {
    operations,
    schemas,
    uncategorised: operationsOf(contract)
      .filter(({ operation }) => (operation.tags as string[]).includes(UNCATEGORISED))
      .map(labelOf),
  };
}
