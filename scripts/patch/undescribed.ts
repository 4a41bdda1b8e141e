import type { Problem } from '../cli/problem.ts';
import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import {
  type HttpMethod,
  labelOf,
  type OperationEntry,
  operationsOf,
  UNCATEGORISED,
} from '../openapi/operations.ts';
import { reach, walk } from '../openapi/walk.ts';

/**
 * Completes, in place, the operations that no overlay describes, recognised by their missing tags:
 * derives names from method and path, adds responses of unknown shape, and upgrades OpenAPI 3.0
 * schemas. Does not change anything that overlays wrote, including mistakes.
 *
 * @returns A warning for each such operation.
 */
export function completeUndescribed(contract: JsonObject): Problem[] {
  const undescribed = operationsOf(contract).filter(({ operation }) => isUndescribed(operation));
  if (undescribed.length === 0) return [];
  upgradeSchemas(contract);
  declareTag(contract);
  const taken = operationIdsOfOthers(contract, undescribed);
  return undescribed.flatMap((entry) => {
    entry.operation.tags = [UNCATEGORISED];
    removeResponseContent(entry.operation);
    return nameOperation(entry, taken);
  });
}

function isUndescribed({ tags }: JsonObject): boolean {
  return !Array.isArray(tags) || tags.length === 0;
}

function nameOperation({ method, path, operation, pointer }: OperationEntry, taken: Set<string>) {
  const wanted = deriveOperationId(method, path);
  const operationId = firstFree(wanted, taken);
  operation.operationId = operationId;
  const label = labelOf({ method, path });
  const warnings: Problem[] = [
    {
      pointer,
      message: `${label} is described by no overlay: generated as ${operationId}, responses unknown`,
      hint: 'Describe it in an overlay in specs/kaiten/overlays.',
    },
  ];
  if (operationId !== wanted) {
    const message = `${label} is named ${operationId}, because ${wanted} is taken`;
    warnings.push({ pointer, message, hint: 'Set its operationId in an overlay.' });
  }
  return warnings;
}

/** Names that differ only in case count as equal, because some file systems ignore case. */
function firstFree(wanted: string, taken: Set<string>): string {
  let free = wanted;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${wanted}${number}`;
  taken.add(free.toLowerCase());
  return free;
}

function operationIdsOfOthers(contract: JsonObject, undescribed: readonly OperationEntry[]) {
  const own = new Set(undescribed.map(({ operation }) => operation));
  const taken = new Set<string>();
  for (const { kind, node } of walk(contract)) {
    if (kind !== 'operation' || own.has(node) || typeof node.operationId !== 'string') continue;
    taken.add(node.operationId.toLowerCase());
  }
  return taken;
}

/** Upstream's responses are not reliable, and could share a schema with a request. */
function removeResponseContent({ responses }: JsonObject): void {
  for (const response of isObject(responses) ? Object.values(responses) : []) {
    if (!isObject(response) || !isObject(response.content)) continue;
    for (const mediaType of Object.values(response.content)) {
      if (isObject(mediaType)) mediaType.schema = {};
    }
  }
}

function upgradeSchemas(contract: JsonObject): void {
  const described = new Set<string>();
  for (const { pointer } of reach(contract, describedRoots(contract))) described.add(pointer);
  for (const { kind, node, pointer } of walk(contract)) {
    if (kind === 'schema' && !described.has(pointer)) upgradeSchema(node);
  }
}

/** Upstream has no webhooks: all of them come from overlays. */
function describedRoots(contract: JsonObject): DocumentNode[] {
  return [...walk(contract)].filter(
    ({ kind, node, pointer }) =>
      (kind === 'operation' && !isUndescribed(node)) || pointer.startsWith('/webhooks/'),
  );
}

function declareTag(contract: JsonObject): void {
  const tags: Json[] = Array.isArray(contract.tags) ? contract.tags : [];
  if (!tags.some((tag) => isObject(tag) && tag.name === UNCATEGORISED)) {
    tags.push({
      name: UNCATEGORISED,
      description: 'Operations of the live API that this contract does not describe yet.',
    });
  }
  contract.tags = tags;
}

/**
 * Derives a name from method and path: `GET /widgets/{widget_id}` is `getWidgetsByWidgetId`. Always
 * a valid identifier, never a reserved word.
 */
function deriveOperationId(method: HttpMethod, path: string): string {
  const words = [...path.matchAll(/\{([^{}]*)\}|[A-Za-z0-9]+/g)].map(([word, parameter]) =>
    parameter === undefined ? capitalised(word) : `By${pascalCase(parameter)}`,
  );
  return method + (words.join('') || 'Root');
}

function pascalCase(text: string): string {
  return (text.match(/[A-Za-z0-9]+/g) ?? []).map(capitalised).join('');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Upgrades, in place, keywords of OpenAPI 3.0 in a Schema Object to 3.1. */
function upgradeSchema(schema: JsonObject): void {
  upgradeBound(schema, 'exclusiveMinimum', 'minimum');
  upgradeBound(schema, 'exclusiveMaximum', 'maximum');
  const { nullable } = schema;
  if (typeof nullable !== 'boolean') return;
  delete schema.nullable;
  if (nullable) allowNull(schema);
}

function upgradeBound(schema: JsonObject, exclusive: string, inclusive: string): void {
  const isExclusive = schema[exclusive];
  const bound = schema[inclusive];
  if (typeof isExclusive !== 'boolean') return;
  delete schema[exclusive];
  if (!isExclusive || bound === undefined) return;
  delete schema[inclusive];
  schema[exclusive] = bound;
}

function allowNull(schema: JsonObject): void {
  const { type, enum: values, allOf, anyOf, oneOf } = schema;
  if (Array.isArray(values) && !values.includes(null)) schema.enum = [...values, null];
  if (typeof type === 'string') schema.type = [type, 'null'];
  else if (Array.isArray(anyOf)) schema.anyOf = [...anyOf, { type: 'null' }];
  else if (Array.isArray(oneOf)) schema.oneOf = [...oneOf, { type: 'null' }];
  else if (Array.isArray(allOf)) {
    delete schema.allOf;
    schema.anyOf = [{ allOf }, { type: 'null' }];
  }
}
