import { rootsOf } from '../openapi/check-contract.ts';
import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { contentOf, successesOf, webhooksOf } from '../openapi/parts.ts';
import { reach, walk } from '../openapi/walk.ts';
import { eventsOf } from '../openapi/webhook-events.ts';

/** Lists further path templates under which the documentation describes an operation. */
const ALSO_DOCUMENTED_KEY = 'x-also-documented-as';

export interface DocumentStats extends OperationStats, SchemaStats {
  readonly webhooks: WebhookStats;
}

interface WebhookStats {
  /** Webhooks that notify about an event. */
  readonly events: number;
  /** Webhooks that expect data in the response. */
  readonly callbacks: number;
}

/** Counts what an OpenAPI document describes. */
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

interface OperationStats {
  readonly operations: number;
  /** By `x-stability`; operations without it are `stable`. */
  readonly byStability: Readonly<Record<string, number>>;
  readonly deprecated: number;
  /** Operations as documented: an operation with two path templates counts twice. */
  readonly documentedRows: number;
  /** Operations with a non-empty schema for a successful response. */
  readonly withSuccessSchema: number;
  readonly withoutResponseBody: number;
  readonly withRequestBody: number;
  /** Operations with `x-pagination`. */
  readonly withPagination: number;
  /** Operations with `x-pagination` whose style is not `none`. */
  readonly paged: number;
}

function operationStats(document: JsonObject, operations: readonly JsonObject[]): OperationStats {
  const count = (matches: (operation: JsonObject) => boolean) => operations.filter(matches).length;
  return {
    operations: operations.length,
    byStability: countedBy(operations, ({ 'x-stability': stability }) =>
      typeof stability === 'string' ? stability : 'stable',
    ),
    deprecated: count(({ deprecated }) => deprecated === true),
    documentedRows: operations.reduce((sum, operation) => sum + 1 + furtherTemplates(operation), 0),
    withSuccessSchema: count((operation) => hasSuccessSchema(document, operation)),
    withoutResponseBody: count((operation) => !hasResponseBody(document, operation)),
    withRequestBody: count(({ requestBody }) => isObject(requestBody)),
    withPagination: count((operation) => isObject(operation['x-pagination'])),
    paged: count(({ 'x-pagination': pages }) => isObject(pages) && pages.style !== 'none'),
  };
}

function countedBy(
  operations: readonly JsonObject[],
  key: (operation: JsonObject) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of operations.map(key).sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function furtherTemplates({ [ALSO_DOCUMENTED_KEY]: templates }: JsonObject): number {
  return Array.isArray(templates) ? templates.length : 0;
}

function hasSuccessSchema(document: JsonObject, operation: JsonObject): boolean {
  return successesOf(operation).some(([, response]) =>
    contentOf(document, response).some(([, { schema }]) => saysSomething(schema)),
  );
}

function hasResponseBody(document: JsonObject, operation: JsonObject): boolean {
  return successesOf(operation).some(([, response]) => contentOf(document, response).length > 0);
}

function saysSomething(schema: Json | undefined): boolean {
  return isObject(schema) && Object.keys(schema).length > 0;
}

interface SchemaStats {
  readonly components: number;
  readonly enums: number;
  readonly properties: number;
  readonly describedProperties: number;
  readonly responseProperties: number;
  readonly requiredResponseProperties: number;
  readonly freeForm: readonly FreeForm[];
}

interface FreeForm {
  /** RFC 6901 pointer to a schema that does not describe its content. */
  readonly pointer: string;
  readonly reason: string;
}

function schemaStats(document: JsonObject): SchemaStats {
  const { schemas } = isObject(document.components) ? document.components : ({} as JsonObject);
  const all = schemasOf(walk(document));
  const sent = schemasOf(reach(document, rootsOf(document).response));
  const properties = all.flatMap(propertiesOf);
  return {
    components: isObject(schemas) ? Object.keys(schemas).length : 0,
    enums: all.filter(({ node }) => Array.isArray(node.enum)).length,
    properties: properties.length,
    describedProperties: properties.filter(({ isDescribed }) => isDescribed).length,
    responseProperties: sent.flatMap(propertiesOf).length,
    requiredResponseProperties: sent.flatMap(propertiesOf).filter(({ isRequired }) => isRequired)
      .length,
    freeForm: all.flatMap(freeFormOf),
  };
}

function schemasOf(nodes: Iterable<DocumentNode>): DocumentNode[] {
  return [...nodes].filter(({ kind }) => kind === 'schema');
}

interface Property {
  readonly isDescribed: boolean;
  readonly isRequired: boolean;
}

function propertiesOf({ node }: DocumentNode): Property[] {
  const required = Array.isArray(node.required) ? node.required : [];
  return Object.entries(isObject(node.properties) ? node.properties : {}).map(([name, schema]) => ({
    isDescribed: isObject(schema) && typeof schema.description === 'string',
    isRequired: required.includes(name),
  }));
}

function freeFormOf({ node, pointer }: DocumentNode): FreeForm[] {
  const reason = node['x-free-form'];
  return typeof reason === 'string' ? [{ pointer, reason }] : [];
}
