import { isObject, type Json, type JsonObject } from './json.ts';
import { HTTP_METHODS, operationsOf } from './operations.ts';
import { resolve } from './reference.ts';

/** The object itself, or the object that it refers to. */
export function resolved(document: JsonObject, value: Json | undefined): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.$ref !== 'string') return value;
  const target = resolve(document, value.$ref)?.value;
  return isObject(target) ? target : undefined;
}

/** The parameters of some operations or path items. */
export function parametersOf(document: JsonObject, ...holders: JsonObject[]): JsonObject[] {
  return holders
    .flatMap(({ parameters }) => (Array.isArray(parameters) ? (parameters as Json[]) : []))
    .map((parameter) => resolved(document, parameter))
    .filter((parameter) => parameter !== undefined);
}

/** The media types of a request body or a response. */
export function contentOf(document: JsonObject, holder: Json | undefined): [string, JsonObject][] {
  const content = resolved(document, holder)?.content;
  if (!isObject(content)) return [];
  return Object.entries(content).filter((entry): entry is [string, JsonObject] =>
    isObject(entry[1]),
  );
}

/** The schema of the JSON in a request body or a response. */
export function jsonSchemaOf(document: JsonObject, holder: Json | undefined): Json | undefined {
  return contentOf(document, holder).find(([type]) => type === 'application/json')?.[1].schema;
}

/** The operation or webhook with this operationId. */
export function operationNamed(document: JsonObject, operationId: string): JsonObject | undefined {
  return [
    ...operationsOf(document).map(({ operation }) => operation),
    ...webhooksOf(document),
  ].find((operation) => operation.operationId === operationId);
}

/** The operations under `webhooks`. */
export function webhooksOf(document: JsonObject): JsonObject[] {
  const items = isObject(document.webhooks) ? Object.values(document.webhooks) : [];
  return items.filter(isObject).flatMap((item) =>
    HTTP_METHODS.flatMap((method) => {
      const operation = item[method];
      return isObject(operation) ? [operation] : [];
    }),
  );
}

/** The success responses, by status code. */
export function successesOf(operation: JsonObject): [string, Json][] {
  const responses = isObject(operation.responses) ? operation.responses : {};
  return Object.entries(responses).filter(([status]) => /^2/.test(status));
}

/**
 * Returns the schemas of a property below a schema, through references, compositions and list
 * items: several if members of a union declare it, none if no schema declares it.
 *
 * @param path Names of properties, such as `path_data` and `subcolumn`.
 */
export function schemasAt(
  document: JsonObject,
  schema: Json | undefined,
  path: readonly string[],
): JsonObject[] {
  const shapes = shapesOf(document, schema);
  const [name, ...rest] = path;
  if (name === undefined) return shapes;
  return shapes.flatMap(({ properties }) =>
    isObject(properties) && Object.hasOwn(properties, name)
      ? schemasAt(document, properties[name], rest)
      : [],
  );
}

/** A schema, and the schemas that it refers to, is composed of, or has as list items. */
function shapesOf(
  document: JsonObject,
  schema: Json | undefined,
  seen: Set<JsonObject> = new Set(),
): JsonObject[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, items } = schema;
  const target = typeof $ref === 'string' ? resolve(document, $ref)?.value : undefined;
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => {
    const list = schema[key];
    return Array.isArray(list) ? list : [];
  });
  return [schema, ...[target, items, ...parts].flatMap((part) => shapesOf(document, part, seen))];
}

/** A schema of `patternProperties`, with the form of its property names. */
export interface PatternProperty {
  readonly pattern: string;
  /** The text before the number in names such as `id_17`; absent if names have another form. */
  readonly prefix: string | undefined;
  readonly schema: JsonObject;
}

/**
 * The entries of `patternProperties`. Patterns such as `^id_[0-9]+$` become the TypeScript key
 * `id_${number}`; keys of any other pattern are `string`.
 */
export function patternProperties(schema: object): PatternProperty[] {
  const patterns: Json | undefined = Reflect.get(schema, 'patternProperties');
  return Object.entries(isObject(patterns) ? patterns : {}).flatMap(([pattern, value]) =>
    isObject(value) ? [{ pattern, prefix: prefixOf(pattern), schema: value }] : [],
  );
}

function prefixOf(pattern: string): string | undefined {
  return /^\^(\w+)(?:\[0-9\]|\\d)\+\$$/.exec(pattern)?.[1];
}
