import { contractPaths, displayPath, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { type JsonObject, readDocument } from '@kaiten-sdk/scripts/openapi/index.ts';

const PATHS = contractPaths(ROOT);

/** The contract's file, as messages name it. */
export const CONTRACT_FILE = displayPath(PATHS.contract);

/** The contract as it is committed. */
export async function readContract(): Promise<JsonObject> {
  return (await readDocument(CONTRACT_FILE)) as JsonObject;
}

/** The pinned spec. */
export async function readUpstream(): Promise<JsonObject> {
  return (await readDocument(displayPath(PATHS.upstream))) as JsonObject;
}
