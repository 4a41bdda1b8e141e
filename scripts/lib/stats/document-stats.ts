import type { JsonObject } from '../document/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { webhooksOf } from '../openapi/parts.ts';
import { type OperationStats, operationStats } from './operation-stats.ts';
import { type SchemaStats, schemaStats } from './schema-stats.ts';

export interface DocumentStats extends OperationStats, SchemaStats {
  readonly webhooks: number;
}

/** What an OpenAPI document describes, counted. */
export function documentStats(document: JsonObject): DocumentStats {
  const operations = operationsOf(document).map(({ operation }) => operation);
  return {
    ...operationStats(document, operations),
    webhooks: webhooksOf(document).length,
    ...schemaStats(document),
  };
}
