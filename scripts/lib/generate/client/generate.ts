import type { JsonObject } from '../../document/json.ts';
import { withDirections, withoutWebhooks } from '../directions.ts';
import type { GeneratedFiles } from '../files.ts';
import { runHeyApi } from '../hey-api.ts';
import { enumConstants } from './enum-constants.ts';
import { openEnum } from './open-enum.ts';
import { operationTable } from './operation-table.ts';

/** The client package: types, one function per operation, enum constants, the operation table. */
export async function generateClient(contract: JsonObject): Promise<GeneratedFiles> {
  return runHeyApi(
    withoutWebhooks(withDirections(contract)),
    [
      {
        name: '@hey-api/typescript',
        // Component names are ours and stay as they are (`SLA` would become `Sla`).
        definitions: { case: 'preserve' },
        $resolvers: { enum: openEnum },
      },
      { name: '@hey-api/client-fetch' },
      { name: '@hey-api/sdk' },
      enumConstants(),
      operationTable(),
    ],
    { entryFile: true },
  );
}
