import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import {
  contentOf,
  operationNamed,
  parametersOf,
  patternProperties,
  resolved,
} from '../../openapi/parts.ts';

/** A value in the contract that a fact names. */
export interface FoundPlace {
  /** The value, with `$ref` resolved; the properties next to `$ref` take precedence. */
  readonly node: JsonObject;
  /** Whether the property or parameter is required. */
  readonly isRequired: boolean;
  /** Whether its type, or a member of its union, is `null`. */
  readonly isNullable: boolean;
}

/**
 * Finds a place in a contract by a short name:
 *
 * - `Card`, `Card.path_data.board[]`: a component, and its properties and items
 * - `listCards`: an operation
 * - `listCards query.limit`, `getCard path.card_id`: a parameter
 * - `createCard body`, `createCard body.title`: the schema of a request body
 * - `listCards 200`, `listCards 200[].id`: a response and its schema
 *
 * Properties are found in all parts of `allOf` and all members of unions.
 */
export function findPlace(contract: JsonObject, place: string): FoundPlace | undefined {
  const [first = '', ...rest] = place.split(' ');
  const [name = '', ...steps] = stepsOf(first);
  if (rest.length === 0) {
    const component = componentNamed(contract, name);
    if (component) return follow(contract, component, steps);
    const operation = operationNamed(contract, name);
    return operation && steps.length === 0 ? placed(contract, operation) : undefined;
  }
  const operation = operationNamed(contract, first);
  const [part = '', ...below] = stepsOf(rest.join(' '));
  if (!operation) return undefined;
  if (['query', 'path', 'header'].includes(part)) {
    const found = parametersOf(contract, pathItemOf(contract, operation), operation).find(
      (parameter) => parameter.in === part && parameter.name === below.join('.'),
    );
    return found && { ...placed(contract, found), isRequired: found.required === true };
  }
  const container = part === 'body' ? operation.requestBody : responseOf(operation, part);
  if (container === undefined) return undefined;
  const schema = contentOf(contract, container).find(
    ([, media]) => media.schema !== undefined,
  )?.[1];
  if (schema === undefined) return below.length === 0 ? placed(contract, container) : undefined;
  return follow(contract, schema.schema as Json, below);
}

/** `a.b[][].c` as `a`, `b`, `[]`, `[]`, `c`. */
function stepsOf(text: string): string[] {
  return text.match(/\[\]|[^.[\]]+/g) ?? [];
}

function componentNamed(contract: JsonObject, name: string): Json | undefined {
  const components = isObject(contract.components) ? contract.components : {};
  return [components.schemas, components.responses, components.headers]
    .filter(isObject)
    .find((group) => Object.hasOwn(group, name))?.[name];
}

function pathItemOf(contract: JsonObject, operation: JsonObject): JsonObject {
  const items = isObject(contract.paths) ? Object.values(contract.paths) : [];
  return items.filter(isObject).find((item) => Object.values(item).includes(operation)) ?? {};
}

function responseOf({ responses }: JsonObject, status: string): Json | undefined {
  return isObject(responses) ? responses[status] : undefined;
}

function follow(
  contract: JsonObject,
  schema: Json,
  steps: readonly string[],
  isRequired = false,
): FoundPlace | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return { ...placed(contract, schema), isRequired };
  const required = namesRequired(contract, schema);
  for (const part of partsOf(contract, schema)) {
    const below = step === '[]' ? part.items : propertyOf(part, step);
    if (below === undefined) continue;
    const names = [...required, ...[part.required ?? []].flat()];
    const found = follow(contract, below, rest, names.includes(step));
    if (found) return found;
  }
  return undefined;
}

function propertyOf(schema: JsonObject, name: string): Json | undefined {
  const { additionalProperties, properties } = schema;
  if (isObject(properties) && Object.hasOwn(properties, name)) return properties[name];
  if (name === '*') return isObject(additionalProperties) ? additionalProperties : undefined;
  return patternProperties(schema).find(({ prefix }) => name === `${prefix}{n}`)?.schema;
}

/** A schema and the parts that it is composed of. */
function partsOf(contract: JsonObject, schema: Json, depth = 0): JsonObject[] {
  const own = resolved(contract, schema);
  if (!own || depth > 8) return [];
  const composed = [own.allOf, own.anyOf, own.oneOf].flatMap((parts) => parts ?? []) as Json[];
  return [own, ...composed.flatMap((part) => partsOf(contract, part, depth + 1))];
}

/** The names that a schema and the parts of its `allOf` require. */
function namesRequired(contract: JsonObject, schema: Json, depth = 0): Json[] {
  const own = resolved(contract, schema);
  if (!own || depth > 8) return [];
  const parts = [own.allOf ?? []].flat() as Json[];
  return [
    ...([own.required ?? []].flat() as Json[]),
    ...parts.flatMap((part) => namesRequired(contract, part, depth + 1)),
  ];
}

function placed(contract: JsonObject, value: Json): FoundPlace {
  const beside = isObject(value) ? value : {};
  const { $ref: _, ...rest } = beside;
  const parts = partsOf(contract, value);
  const isNullable = parts.some(({ type }) => [type].flat().includes('null'));
  return { node: { ...resolved(contract, value), ...rest }, isRequired: false, isNullable };
}
