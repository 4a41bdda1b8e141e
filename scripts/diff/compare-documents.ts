import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { compareNames } from './compare-names.ts';
import { compareOperations } from './compare-operations.ts';
import { SchemaComparison } from './compare-schemas.ts';
import { compareWebhooks } from './compare-webhooks.ts';
import type { Context } from './context.ts';
import type { Difference } from './difference.ts';
import { same } from './same.ts';
import { Usage } from './usage.ts';

export interface FoundDifference extends Difference {
  /** Operations that it touches, sorted. */
  readonly operationIds: readonly string[];
}

/** Everything in which two OpenAPI documents differ, each thing once. */
export function compareDocuments(base: JsonObject, head: JsonObject): FoundDifference[] {
  const found = new Map<string, Difference>();
  const report = (difference: Difference): void => {
    // What several operations share is met several times.
    const key = `${difference.rule} ${difference.pointer}`;
    if (!found.has(key)) found.set(key, difference);
  };
  const usage = { base: new Usage(base), head: new Usage(head) };
  const schemas = new SchemaComparison(base, head, report);
  const context: Context = { base, head, schemas, report };
  compareOperations(context);
  compareWebhooks(context);
  const remaining = new Set(operationsOf(head).map(({ operation }) => operation.operationId));
  const stillUsed = (pointer: string) =>
    usage.base.operationsOf(pointer).some((operationId) => remaining.has(operationId));
  compareNames(base, head, stillUsed, report);
  if (!same(base.servers, head.servers)) {
    const place = { pointer: '/servers', owner: '', label: 'The address of the API' };
    report({ ...place, rule: 'servers-changed', before: base.servers, after: head.servers });
  }
  return [...found.values()].map((difference) => {
    const now = usage.head.operationsOf(difference.owner);
    const operationIds = now.length > 0 ? now : usage.base.operationsOf(difference.owner);
    return { ...difference, operationIds };
  });
}
