import { asObject, type Place } from '../diff/index.ts';
import { schemaSides } from '../openapi/check-contract.ts';
import { type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { type OperationEntry, operationsOf } from '../openapi/operations.ts';
import { resolved, webhooksOf } from '../openapi/parts.ts';

/** The contract that consumers' programs were written against. */
export interface Published {
  readonly document: JsonObject;
  readonly operations: readonly OperationEntry[];
  readonly webhooks: readonly JsonObject[];
  readonly schemas: Readonly<Record<string, JsonObject>>;
  /** Names of the schemas that answers and webhooks hold; all others are sent. */
  readonly received: ReadonlySet<string>;
}

export function publishedOf(document: JsonObject): Published {
  const schemas = asObject(asObject(document.components).schemas);
  return {
    document,
    operations: operationsOf(document),
    webhooks: webhooksOf(document),
    schemas: schemas as Record<string, JsonObject>,
    received: new Set(schemaSides(document).response.keys()),
  };
}

/** The schema itself, or the one that it names. */
export function schemaBehind({ document }: Published, schema: Json | undefined): JsonObject {
  return resolved(document, schema) ?? {};
}

export function placeOfSchema(name: string, property?: string): Place {
  const owner = toPointer(['components', 'schemas', name]);
  return property === undefined
    ? { pointer: owner, owner, label: name }
    : {
        pointer: owner + toPointer(['properties', property]),
        owner,
        label: `${name}.${property}`,
      };
}

export function operationIdOf({ operation }: Pick<OperationEntry, 'operation'>): string {
  return String(operation.operationId);
}
