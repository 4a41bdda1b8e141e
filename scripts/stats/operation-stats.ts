import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { contentOf, successesOf } from '../openapi/parts.ts';

/** Names a further template under which an operation is documented; to tools it is the same path. */
const ALSO_DOCUMENTED_KEY = 'x-also-documented-as';

export interface OperationStats {
  readonly operations: number;
  /** By `x-stability`; `stable` where an operation says nothing. */
  readonly byStability: Readonly<Record<string, number>>;
  readonly deprecated: number;
  /** Operations as documented: one whose two templates are merged counts twice. */
  readonly documentedRows: number;
  /** Answers of success that have a schema that says something. */
  readonly withSuccessSchema: number;
  readonly withoutAnswerBody: number;
  readonly withRequestBody: number;
  /** With `x-pagination`, and of them those that have pages at all. */
  readonly withPagination: number;
  readonly paged: number;
}

export function operationStats(
  document: JsonObject,
  operations: readonly JsonObject[],
): OperationStats {
  const count = (holds: (operation: JsonObject) => boolean) => operations.filter(holds).length;
  return {
    operations: operations.length,
    byStability: countedBy(operations, ({ 'x-stability': stability }) =>
      typeof stability === 'string' ? stability : 'stable',
    ),
    deprecated: count(({ deprecated }) => deprecated === true),
    documentedRows: operations.reduce((sum, operation) => sum + 1 + furtherTemplates(operation), 0),
    withSuccessSchema: count((operation) => hasSuccessSchema(document, operation)),
    withoutAnswerBody: count((operation) => !hasAnswerBody(document, operation)),
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

function hasAnswerBody(document: JsonObject, operation: JsonObject): boolean {
  return successesOf(operation).some(([, response]) => contentOf(document, response).length > 0);
}

function saysSomething(schema: Json | undefined): boolean {
  return isObject(schema) && Object.keys(schema).length > 0;
}
