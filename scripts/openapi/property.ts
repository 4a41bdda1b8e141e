import { isObject, type Json, type JsonObject } from './json.ts';
import { resolve } from './reference.ts';

/**
 * The schemas of a property below a schema, through references, compositions and list items. There
 * are several where a union has it more than once, none where nothing declares it.
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

/** A schema with what it refers to, is composed of or lists. */
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
