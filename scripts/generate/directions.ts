import { rootsOf } from '../openapi/check-contract.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { parametersOf } from '../openapi/parts.ts';
import { resolve } from '../openapi/reference.ts';
import { reach, walk } from '../openapi/walk.ts';
import { asUnion } from './nullable.ts';

/** Marks, only for the generators, a schema that describes a response. */
export const DIRECTION_KEY = 'x-dir';
export const RESPONSE = 'response';
/** A date or an array in a query: a `Date` and an array that cannot be changed are accepted, too. */
export const QUERY = 'query';

/** Marks, only for the generators, a string that has none of the known values. */
export const UNLISTED_KEY = 'x-unlisted';

/**
 * Returns a copy of the contract in which every schema reachable from a response is marked.
 * Generators see a schema without its context, but responses are read tolerantly and requests are
 * checked exactly. The contract check has verified that no named schema is both.
 */
export function withDirections(contract: JsonObject): JsonObject {
  const view = structuredClone(contract);
  for (const schema of schemasOf(walk(view))) asUnion(schema);
  for (const schema of schemasOf(reach(view, rootsOf(view).response))) {
    schema[DIRECTION_KEY] = RESPONSE;
  }
  for (const schema of schemasOf(walk(view))) writeOutKinds(view, schema);
  for (const { pathItem, operation } of operationsOf(view)) {
    for (const parameter of parametersOf(view, pathItem, operation)) markQuery(parameter);
  }
  return view;
}

function markQuery({ in: place, schema }: JsonObject): void {
  if (place !== 'query' || !isObject(schema)) return;
  const members = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  for (const one of [schema, ...members]) {
    if (!isObject(one)) continue;
    if (one.type === 'array' || isDate(one)) one[DIRECTION_KEY] = QUERY;
  }
}

/** Whether it is a day or a time, which a `Date` can also stand for. */
export function isDate({ format }: { readonly format?: unknown }): boolean {
  return format === 'date' || format === 'date-time';
}

/**
 * Removes the `discriminator` of unions, because the types and validators that generators emit for
 * it are incompatible with lazy ones. The values of the discriminating property are closed in
 * responses, too, and the member for unknown kinds excludes them: otherwise checking that property
 * would not narrow the type.
 */
function writeOutKinds(view: JsonObject, schema: JsonObject): void {
  const { discriminator, not, type } = schema;
  if (isObject(discriminator)) {
    delete schema.discriminator;
    const members = Object.values(isObject(discriminator.mapping) ? discriminator.mapping : {});
    for (const member of members) closeKinds(view, member, String(discriminator.propertyName));
  }
  if (type === 'string' && not !== undefined && schema[DIRECTION_KEY] === RESPONSE) {
    delete schema.not;
    schema[UNLISTED_KEY] = true;
  }
}

function closeKinds(view: JsonObject, member: Json, propertyName: string): void {
  const component = resolve(view, String(member))?.value;
  const properties = isObject(component) ? component.properties : undefined;
  const kind = isObject(properties) ? properties[propertyName] : undefined;
  if (!isObject(kind) || !Array.isArray(kind.enum)) return;
  const { type, enum: values } = kind;
  const direction = kind[DIRECTION_KEY];
  delete kind.type;
  delete kind.enum;
  kind.anyOf = values.map((value) => ({
    ...(type !== undefined && { type }),
    const: value,
    ...(direction !== undefined && { [DIRECTION_KEY]: direction }),
  }));
}

/**
 * The view for validators: formats of responses are documentation only, and a default documents how
 * the server treats an absent value, which a validator must not add.
 */
export function forValidators(contract: JsonObject): JsonObject {
  const view = withDirections(contract);
  for (const schema of schemasOf(walk(view))) {
    delete schema.default;
    if (schema[DIRECTION_KEY] === RESPONSE) delete schema.format;
  }
  return view;
}

/**
 * The same view without webhooks, for generators that treat webhooks as operations that can be
 * called. The components of webhooks are kept, with their direction.
 */
export function withoutWebhooks(view: JsonObject): JsonObject {
  const { webhooks: _, ...rest } = view;
  return rest;
}

function* schemasOf(nodes: Iterable<{ kind: string; node: JsonObject }>): Generator<JsonObject> {
  for (const { kind, node } of nodes) if (kind === 'schema') yield node;
}
