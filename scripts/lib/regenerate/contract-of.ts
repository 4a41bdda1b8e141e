import { UNCATEGORISED } from '../contract/undescribed.ts';
import type { JsonObject } from '../document/json.ts';
import { readDocument } from '../document/read.ts';
import { countDocument } from '../openapi/count.ts';
import { labelOf, operationsOf } from '../openapi/operations.ts';
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
