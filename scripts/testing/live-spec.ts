import { readFile } from 'node:fs/promises';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';

/**
 * For tests: a document with the pinned shape, as it could be published. The pinned one has no
 * wording, but OpenAPI requires a description of each response.
 */
export async function liveSpec(): Promise<JsonObject> {
  const spec: JsonObject = JSON.parse(await readFile(contractPaths(ROOT).upstream, 'utf8'));
  for (const { operation } of operationsOf(spec)) describeResponses(operation);
  return spec;
}

/** For tests: an edited copy of the document. */
export function edited(spec: JsonObject, edit: (copy: JsonObject) => void): JsonObject {
  const copy = structuredClone(spec);
  edit(copy);
  return copy;
}

function describeResponses({ responses }: JsonObject): void {
  for (const response of isObject(responses) ? Object.values(responses) : []) {
    if (isObject(response)) response.description ??= 'As published.';
  }
}
