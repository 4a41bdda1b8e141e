import { type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { compareRequestBody, compareResponses, type DocumentPair } from './compare-content.ts';
import { compareOperationKeywords, compareOperations } from './compare-operations.ts';
import { SchemaComparison } from './compare-schemas.ts';
import { asObject, componentPart } from './contract-part.ts';
import { type AttributedDifference, type Difference, same } from './difference.ts';
import { OperationUsage } from './operation-usage.ts';

/** All differences between two OpenAPI documents, each one once. */
export function compareDocuments(base: JsonObject, head: JsonObject): AttributedDifference[] {
  const found = new Map<string, Difference>();
  const report = (difference: Difference): void => {
    // A component that several operations share is compared several times.
    const key = `${difference.rule} ${difference.pointer}`;
    if (!found.has(key)) found.set(key, difference);
  };
  const usage = { base: new OperationUsage(base), head: new OperationUsage(head) };
  const schemas = new SchemaComparison(base, head, report);
  const documents: DocumentPair = { base, head, schemas, report };
  compareOperations(documents);
  compareWebhooks(documents);
  compareSchemaNames(documents, usage.base);
  if (!same(base.servers, head.servers)) {
    const part = { pointer: '/servers', owner: '', title: 'the API' };
    const [before, after] = [base.servers, head.servers];
    report({ ...part, rule: 'servers-changed', keywords: ['servers'], before, after });
  }
  return [...found.values()].map((difference) => {
    const now = usage.head.operationsOf(difference.owner);
    const operationIds = now.length > 0 ? now : usage.base.operationsOf(difference.owner);
    return { ...difference, operationIds };
  });
}

/** Compares webhooks: their request bodies are sent by the server and received by users. */
function compareWebhooks(documents: DocumentPair): void {
  const { report } = documents;
  const [before, after] = [asObject(documents.base.webhooks), asObject(documents.head.webhooks)];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const pointer = toPointer(['webhooks', name]);
    const part = { pointer, owner: pointer, title: `webhook \`${name}\`` };
    const [b, h] = [before, after].map((webhooks) => asObject(asObject(webhooks[name]).post));
    if (!Object.hasOwn(before, name)) report({ ...part, rule: 'webhook-added', after: name });
    else if (!Object.hasOwn(after, name)) {
      report({ ...part, rule: 'webhook-removed', before: name });
    } else if (b && h) {
      compareOperationKeywords(b, h, part, report);
      compareRequestBody(documents, b, h, part, 'response');
      compareResponses(documents, b, h, part, 'request');
    }
  }
}

/**
 * Compares the names of schemas: packages export them as types, even though requests and responses
 * do not contain them. If a new name stands for the same schema as a removed one, the schema was
 * renamed. A schema that was removed together with all its operations is not reported.
 */
function compareSchemaNames({ base, head, report }: DocumentPair, usage: OperationUsage): void {
  const [before, after] = [namedSchemas(base), namedSchemas(head)];
  const remaining = new Set(operationsOf(head).map(({ operation }) => operation.operationId));
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  for (const [name, schema] of Object.entries(before)) {
    if (Object.hasOwn(after, name)) continue;
    const removed = componentPart(toPointer(['components', 'schemas', name]));
    if (!usage.operationsOf(removed.pointer).some((id) => remaining.has(id))) continue;
    const renamed = added.find((other) => same(after[other], schema));
    if (renamed === undefined) report({ ...removed, rule: 'schema-removed', before: name });
    else {
      const pointer = toPointer(['components', 'schemas', renamed]);
      report({ ...removed, pointer, rule: 'schema-renamed', before: name, after: renamed });
    }
  }
}

function namedSchemas(document: JsonObject): Record<string, Json> {
  return asObject(asObject(document.components).schemas);
}
