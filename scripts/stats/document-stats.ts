import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { webhooksOf } from '../openapi/parts.ts';
import { eventsOf } from '../openapi/webhook-events.ts';
import { type OperationStats, operationStats } from './operation-stats.ts';
import { type SchemaStats, schemaStats } from './schema-stats.ts';

export interface DocumentStats extends OperationStats, SchemaStats {
  readonly webhooks: WebhookStats;
}

interface WebhookStats {
  /** What Kaiten tells of. */
  readonly events: number;
  /** What it asks, and takes the answer. */
  readonly callbacks: number;
}

/** What an OpenAPI document describes, counted. */
export function documentStats(document: JsonObject): DocumentStats {
  const operations = operationsOf(document).map(({ operation }) => operation);
  return {
    ...operationStats(document, operations),
    webhooks: webhookStats(document),
    ...schemaStats(document),
  };
}

function webhookStats(document: JsonObject): WebhookStats {
  const events = eventsOf(document).length;
  return { events, callbacks: webhooksOf(document).length - events };
}
