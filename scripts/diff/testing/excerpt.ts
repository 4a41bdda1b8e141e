import { readFileSync } from 'node:fs';
import { contractPaths, ROOT } from '../../contracts/paths.ts';
import { isObject, type JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';

const KEPT: ReadonlySet<unknown> = new Set([
  'getCard',
  'updateCard',
  'listCards',
  'listTags',
  'createTag',
  'createSpace',
  'getSpace',
  'deleteSpace',
  'listAuditLogs',
]);

/** For tests: our contract with a few of its operations and all of its webhooks. */
export function contractExcerpt(): JsonObject {
  const document = JSON.parse(readFileSync(contractPaths(ROOT).contract, 'utf8')) as JsonObject;
  for (const { path, method, operation } of operationsOf(document)) {
    const item = (document.paths as JsonObject)[path];
    if (!KEPT.has(operation.operationId) && isObject(item)) delete item[method];
  }
  return document;
}
